package io.github.dualstream.consumer.lag;

/**
 * Listener for measurements of a consumer's lag. Must not block.
 */
@FunctionalInterface
public interface LagListener {

	/**
	 * Called after the lag was measured.
	 * @param lag the measured lag
	 * @param previous level of the previous measurement
	 */
	void measured(Lag lag, LagLevel previous);

}
