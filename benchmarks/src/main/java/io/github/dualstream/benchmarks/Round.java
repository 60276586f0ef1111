package io.github.dualstream.benchmarks;

/**
 * What one contender did in one round.
 *
 * @param lingerMillis linger of its producer
 * @param number number of the round; rounds up to 0 are for warming up
 * @param contender name of the contender
 * @param events how many events it published
 * @param elapsedNanos from its first call to the last acknowledgement
 * @param cpuNanos CPU time of the process, until the last notification was accounted for
 * @param allocatedBytes allocated by the process in the same time
 * @param recordsInKafka how many records its topic got
 * @param notificationsSent how many of dual-stream's notifications were sent
 */
record Round(int lingerMillis, int number, String contender, int events, long elapsedNanos, long cpuNanos,
		long allocatedBytes, long recordsInKafka, long notificationsSent) {

	boolean isCounted() {
		return this.number > 0;
	}

	double eventsPerSecond() {
		return this.events * 1e9 / this.elapsedNanos;
	}

	double cpuMicrosPerEvent() {
		return this.cpuNanos / 1e3 / this.events;
	}

	double allocatedPerEvent() {
		return (double) this.allocatedBytes / this.events;
	}

	double notifiedShare() {
		return (double) this.notificationsSent / this.events;
	}

}
