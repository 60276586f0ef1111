package io.github.dualstream.benchmarks.run;

/**
 * Figures of one contender in one round.
 *
 * @param number number of the round; those up to 0 were for warming up
 * @param workload what all contenders that are compared had to do
 * @param contender name of the contender
 * @param figures what was measured
 */
public record Round(int number, String workload, String contender, Figures figures) {

	boolean isCounted() {
		return this.number > 0;
	}

	boolean has(String figure) {
		return this.figures.names().contains(figure);
	}

	@Override
	public String toString() {
		return "round %2d%s %s, %s: %s".formatted(this.number, isCounted() ? "" : " (warm-up)", this.workload,
				this.contender, this.figures);
	}

}
