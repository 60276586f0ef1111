package io.github.dualstream.publisher;

/**
 * Level of the publisher's backlog.
 */
public enum BacklogLevel {

	/** Normal operation. */
	NORMAL,

	/** The log accepts events more slowly than usual. */
	ELEVATED,

	/** Work that can wait should slow down. */
	HIGH,

	/** Publishes are about to be rejected; the application should shed load. */
	CRITICAL

}
