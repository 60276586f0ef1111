package io.github.dualstream.benchmarks.redisfaults;

/**
 * What was measured in one round.
 *
 * @param number number of the round; those up to 0 were for warming up
 * @param fault name of the fault
 * @param healthyPerSecond events a second right before it
 * @param faultyPerSecond events a second during it
 * @param heapGrowthBytes how much more of the heap was in use during it, after garbage
 * collections
 * @param logLines how many lines were logged, from its begin until notifications flowed
 * again
 * @param recoveryMillis from the moment it ended until a notification reached a
 * subscriber
 */
record Round(int number, String fault, double healthyPerSecond, double faultyPerSecond, long heapGrowthBytes,
		long logLines, double recoveryMillis) {

	boolean isCounted() {
		return this.number > 0;
	}

	double ratio() {
		return this.faultyPerSecond / this.healthyPerSecond;
	}

	double heapGrowthMegabytes() {
		return this.heapGrowthBytes / 1e6;
	}

}
