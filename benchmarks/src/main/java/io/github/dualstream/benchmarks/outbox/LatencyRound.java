package io.github.dualstream.benchmarks.outbox;

/**
 * What one contender did in one round at a fixed rate.
 *
 * @param contender name of the contender
 * @param number number of the round; those up to 0 were for warming up
 * @param p50Millis from the end of a commit until a consumer has the event: half of them
 * are at most this
 * @param p99Millis 99 of 100
 * @param maxMillis the largest
 * @param transactionMicros how long a transaction with a business row takes, p50
 * @param withEventMicros how long one takes that has an event too, p50
 */
record LatencyRound(String contender, int number, double p50Millis, double p99Millis, double maxMillis,
		double transactionMicros, double withEventMicros) {

	boolean isCounted() {
		return this.number > 0;
	}

	double costMicros() {
		return this.withEventMicros - this.transactionMicros;
	}

}
