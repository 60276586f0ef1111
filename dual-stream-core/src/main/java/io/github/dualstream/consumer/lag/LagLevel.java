package io.github.dualstream.consumer.lag;

/**
 * How far a consumer lags behind.
 */
public enum LagLevel {

	/** Below all thresholds. */
	NORMAL,
	/** Somebody should look, in working hours. */
	WARNING,
	/** Somebody should look now. */
	CRITICAL

}
