package io.github.dualstream.benchmarks.outbox;

/**
 * What one contender did in one round.
 *
 * @param contender name of the contender
 * @param number number of the round, 0 if it was for warming up
 * @param rows how many events it stored and sent
 * @param elapsedNanos from the first commit until the last event was in Kafka and its row
 * done
 * @param committedNanos from the first commit to the last one
 */
record Round(String contender, int number, int rows, long elapsedNanos, long committedNanos) {

	boolean isCounted() {
		return this.number > 0;
	}

	double rowsPerSecond() {
		return this.rows * 1e9 / this.elapsedNanos;
	}

	double committedPerSecond() {
		return this.rows * 1e9 / this.committedNanos;
	}

}
