package io.github.dualstream.consumer.backlog;

/**
 * How bad a backlog is.
 */
public enum BacklogLevel {

	/** Below all thresholds. */
	NORMAL,
	/** Somebody should look, in working hours. */
	WARNING,
	/** Somebody should look now. */
	CRITICAL

}
