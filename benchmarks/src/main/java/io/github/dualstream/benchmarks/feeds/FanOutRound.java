package io.github.dualstream.benchmarks.feeds;

/**
 * What was measured of the fan-out in process.
 *
 * @param number number of the round
 * @param deliveries events, counted once for each subscriber
 * @param seconds from the first publish to the last delivery
 * @param cpuSeconds of the process meanwhile, publishing included
 * @param bytesPerDelivery what the process allocated
 */
record FanOutRound(int number, long deliveries, double seconds, double cpuSeconds, double bytesPerDelivery) {

	double perSecond() {
		return this.deliveries / this.seconds;
	}

}
