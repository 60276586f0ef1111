package io.github.dualstream.consumer.lag;

/**
 * Level of a consumer's lag.
 */
public enum LagLevel {

	/** Below all thresholds. */
	NORMAL,
	/** Attention required, during working hours. */
	WARNING,
	/** Immediate attention required. */
	CRITICAL

}
