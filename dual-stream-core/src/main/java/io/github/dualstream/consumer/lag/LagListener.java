package io.github.dualstream.consumer.lag;

/**
 * Told of each look at the lag of a consumer. Must not block.
 */
@FunctionalInterface
public interface LagListener {

	/**
	 * The lag was looked at.
	 * @param lag what was found
	 * @param previous its level at the look before
	 */
	void measured(Lag lag, LagLevel previous);

}
