package io.github.dualstream.benchmarks;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Medians of a contender over the rounds that count. A ratio is the median of the ratios
 * within each round, in which both sides met the same machine.
 */
record Summary(String contender, double eventsPerSecond, double slowest, double fastest, double ratioToRaw,
		double ratioToNaive, double cpuMicrosPerEvent, double allocatedPerEvent, double notifiedShare) {

	static Summary of(String contender, List<Round> rounds) {
		List<Round> own = rounds.stream().filter(Round::isCounted).filter(named(contender)).toList();
		return new Summary(contender, median(own, Round::eventsPerSecond),
				own.stream().mapToDouble(Round::eventsPerSecond).min().orElseThrow(),
				own.stream().mapToDouble(Round::eventsPerSecond).max().orElseThrow(),
				median(own, (round) -> ratio(round, ContenderNames.RAW, rounds)),
				median(own, (round) -> ratio(round, ContenderNames.NAIVE, rounds)),
				median(own, Round::cpuMicrosPerEvent), median(own, Round::allocatedPerEvent),
				median(own, Round::notifiedShare));
	}

	static double ratio(Round round, String baseline, List<Round> rounds) {
		return rounds.stream()
			.filter((other) -> other.number() == round.number())
			.filter(named(baseline))
			.mapToDouble((other) -> round.eventsPerSecond() / other.eventsPerSecond())
			.findFirst()
			.orElseThrow();
	}

	private static Predicate<Round> named(String contender) {
		return (round) -> round.contender().equals(contender);
	}

	private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
		double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

}
