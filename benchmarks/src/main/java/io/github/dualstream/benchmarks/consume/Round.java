package io.github.dualstream.benchmarks.consume;

/**
 * What one contender did in one round.
 *
 * @param number number of the round; those up to 0 were for warming up
 * @param contender name of the contender
 * @param concurrency how many records it handled at the same time
 * @param handlerMillis how long the handler took for each
 * @param records how many records it handled
 * @param handledNanos from the first call of the handler to the end of the last
 * @param committedNanos from the first call of the handler until all was committed
 * @param cpuNanos CPU time of the process in that time
 */
record Round(int number, String contender, int concurrency, int handlerMillis, int records, long handledNanos,
		long committedNanos, long cpuNanos) {

	boolean isCounted() {
		return this.number > 0;
	}

	boolean isOf(Contender contender, int handlerMillis) {
		return this.contender.equals(contender.name()) && this.concurrency == contender.concurrency()
				&& this.handlerMillis == handlerMillis;
	}

	/** Handled and committed. */
	double perSecond() {
		return this.records * 1e9 / this.committedNanos;
	}

	double handledPerSecond() {
		return this.records * 1e9 / this.handledNanos;
	}

	double cpuMicrosPerRecord() {
		return this.cpuNanos / 1e3 / this.records;
	}

}
