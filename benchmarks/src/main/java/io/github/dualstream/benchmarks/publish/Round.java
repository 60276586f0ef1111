package io.github.dualstream.benchmarks.publish;

/**
 * What one contender did in one round.
 *
 * @param contender name of the contender
 * @param events how many events it published
 * @param elapsedNanos from its first call to the last acknowledgement
 * @param settledNanos from its first call until its last notification was sent or dropped
 * @param cpuNanos CPU time of the process in that time
 * @param allocatedBytes allocated by the process in that time
 * @param notificationsSent how many notifications were sent
 */
record Round(String contender, int events, long elapsedNanos, long settledNanos, long cpuNanos, long allocatedBytes,
		long notificationsSent) {

	double eventsPerSecond() {
		return this.events * 1e9 / this.elapsedNanos;
	}

	double settledPerSecond() {
		return this.events * 1e9 / this.settledNanos;
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
