package io.github.dualstream.benchmarks.feeds;

/**
 * What was measured of a server with many clients of one source.
 *
 * @param number number of the round
 * @param server its name
 * @param load how it was published to
 * @param clients how many clients
 * @param frozen how many of them never read
 * @param delivered what the others got
 * @param seconds from the first publish to the last delivery
 * @param cpuSeconds of the server meanwhile
 */
record StreamRound(int number, String server, Load load, int clients, int frozen, Delivered delivered, double seconds,
		double cpuSeconds) {

	double perSecond() {
		return this.delivered.deliveries() / this.seconds;
	}

	double perCpuSecond() {
		return this.delivered.deliveries() / this.cpuSeconds;
	}

	/**
	 * How events are published.
	 */
	enum Load {

		/** Each when the one before it has been delivered to all. */
		SINGLE,

		/** As fast as the server takes them. */
		BURST

	}

}
