package io.github.dualstream.benchmarks.consume;

import java.util.List;

/**
 * How many records a contender gets, so that a round takes seconds: as many as it could
 * handle at best, within bounds.
 *
 * @param seconds how long a round takes at best
 * @param most how many records there are at the most, where handlers take their time
 * @param immediate how many there are where they do not
 */
record Workload(int seconds, int most, int immediate) {

	/** Few, as each is a topic of its own. */
	private static final List<Integer> SIZES = List.of(500_000, 100_000, 20_000, 5_000, 1_000);

	int records(Contender contender, int handlerMillis) {
		if (handlerMillis == 0) {
			return this.immediate;
		}
		int atBest = contender.concurrency() * 1_000 / handlerMillis * this.seconds;
		return SIZES.stream().filter((size) -> size <= Math.min(this.most, atBest)).findFirst().orElse(this.smallest());
	}

	private int smallest() {
		return Math.min(this.most, SIZES.get(SIZES.size() - 1));
	}

}
