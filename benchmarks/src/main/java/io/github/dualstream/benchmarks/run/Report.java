package io.github.dualstream.benchmarks.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tables of the rounds that count, one for each workload: a line for each contender, and
 * one for each comparison.
 *
 * @param rounds all rounds
 * @param comparisons what is compared where it was measured
 */
record Report(List<Round> rounds, List<Comparison> comparisons) {

	@Override
	public String toString() {
		return this.rounds.stream()
			.filter(Round::isCounted)
			.collect(Collectors.groupingBy(Round::workload, LinkedHashMap::new, Collectors.toList()))
			.entrySet()
			.stream()
			.map((workload) -> table(workload.getKey(), workload.getValue()))
			.collect(Collectors.joining("\n"));
	}

	private String table(String workload, List<Round> own) {
		List<String> figures = own.stream().flatMap((round) -> round.figures().names().stream()).distinct().toList();
		List<List<String>> lines = new ArrayList<>();
		lines.add(line(workload, figures, Function.identity()));
		own.stream().map(Round::contender).distinct().forEach((contender) -> {
			List<Round> its = own.stream().filter((round) -> round.contender().equals(contender)).toList();
			lines.add(line(contender, figures,
					(figure) -> Spread.text(its.stream()
						.filter((round) -> round.has(figure))
						.mapToDouble((round) -> round.figures().get(figure)))));
		});
		this.comparisons.stream()
			.filter((comparison) -> comparison.isPossible(own))
			.forEach((comparison) -> lines
				.add(line(comparison.toString(), figures, (figure) -> Spread.text(comparison.of(own, figure)))));
		return aligned(lines);
	}

	private static List<String> line(String name, List<String> figures, Function<String, String> cell) {
		return Stream.concat(Stream.of(name), figures.stream().map(cell)).toList();
	}

	private static String aligned(List<List<String>> lines) {
		int[] widths = IntStream.range(0, lines.get(0).size())
			.map((column) -> lines.stream().mapToInt((line) -> line.get(column).length()).max().orElse(0))
			.toArray();
		return lines.stream()
			.map((line) -> IntStream.range(0, widths.length)
				.mapToObj((column) -> ("%" + ((column == 0) ? "-" : "") + widths[column] + "s")
					.formatted(line.get(column)))
				.collect(Collectors.joining("  ")))
			.map((line) -> line.stripTrailing() + "\n")
			.collect(Collectors.joining());
	}

}
