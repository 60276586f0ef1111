package io.github.dualstream.sample;

/**
 * How much traffic to generate.
 *
 * @param perSecond deliveries per second, at the most; 1 to {@value #MAX_PER_SECOND}
 * @param seconds for how long; 1 to {@value #MAX_SECONDS}
 */
record Traffic(int perSecond, int seconds) {

	static final int MAX_PER_SECOND = 50;

	static final int MAX_SECONDS = 300;

}
