package io.github.dualstream.publisher;

/**
 * How much the log lags behind the publishers.
 */
public enum BacklogLevel {

	/** All is well. */
	NORMAL,

	/** The log takes events more slowly than usual. */
	ELEVATED,

	/** Time to slow down work that can wait. */
	HIGH,

	/** Publishes are about to be refused: time to shed load. */
	CRITICAL

}
