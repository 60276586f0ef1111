package io.github.dualstream.benchmarks.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One run of a benchmark: prints each round as it is measured and medians at the end, and
 * keeps everything for a file.
 */
public final class Run {

	private final Machine atStart = Machine.now();

	private final List<Round> rounds = new ArrayList<>();

	private final List<Comparison> comparisons = new ArrayList<>();

	private final String benchmark;

	private final Options options;

	private final PrintStream out;

	private Run(String benchmark, Options options, PrintStream out) {
		this.benchmark = benchmark;
		this.options = options;
		this.out = out;
	}

	/**
	 * Run a benchmark.
	 * @param benchmark the benchmark
	 * @param out where the report goes
	 * @param arguments the options
	 * @return the run, which has ended
	 * @throws Exception if the benchmark fails
	 */
	public static Run of(Benchmark benchmark, PrintStream out, String... arguments) throws Exception {
		Run run = new Run(benchmark.name(), Options.of(benchmark.defaults(), arguments), out);
		run.print("%s %s%n%s%n", run.benchmark, run.options, run.atStart);
		benchmark.run(run);
		run.print("%nmedians (lowest..highest) of rounds; load %.2f at the end%n%n%s", Machine.now().load(),
				new Report(run.rounds, run.comparisons));
		return run;
	}

	/**
	 * Options of the run.
	 * @return the options
	 */
	public Options options() {
		return this.options;
	}

	/**
	 * Order of contenders in a round: by turns forwards and backwards, so that none of
	 * them always gains from what another one has left behind.
	 * @param <T> type of a contender
	 * @param number number of the round
	 * @param contenders the contenders
	 * @return the same contenders
	 */
	public static <T> List<T> inTurns(int number, List<T> contenders) {
		List<T> order = new ArrayList<>(contenders);
		if (number % 2 == 0) {
			Collections.reverse(order);
		}
		return order;
	}

	/**
	 * Report a ratio within each round in which both contenders had the same workload.
	 * @param contender name of the contender
	 * @param base name of the one that it is compared with
	 */
	public void ratio(String contender, String base) {
		this.comparisons.add(Comparison.ratio(contender, base));
	}

	/**
	 * Report a difference within each round in which both contenders had the same
	 * workload.
	 * @param contender name of the contender
	 * @param base name of the one that it is compared with
	 */
	public void difference(String contender, String base) {
		this.comparisons.add(Comparison.difference(contender, base));
	}

	/**
	 * Take what was measured.
	 * @param number number of the round; those up to 0 are for warming up
	 * @param workload what all contenders that are compared have to do
	 * @param contender name of the contender
	 * @param figures what was measured
	 */
	public void add(int number, String workload, String contender, Figures figures) {
		Round round = new Round(number, workload, contender, figures);
		this.rounds.add(round);
		print("%s%n", round);
	}

	/**
	 * Print a line that helps to read the figures.
	 * @param format of the line
	 * @param arguments of the format
	 */
	public void note(String format, Object... arguments) {
		print(format + "%n", arguments);
	}

	/**
	 * What was measured so far.
	 * @return the rounds, those for warming up included
	 */
	public List<Round> rounds() {
		return Collections.unmodifiableList(this.rounds);
	}

	/**
	 * Write everything that was measured, and with what.
	 * @param file where to, as JSON
	 * @throws IOException if that fails
	 */
	public void writeTo(Path file) throws IOException {
		JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
		Files.write(file,
				mapper.writeValueAsBytes(Results.of(this.benchmark, this.options, this.atStart, this.rounds)));
	}

	private void print(String format, Object... arguments) {
		this.out.printf(Locale.ROOT, format, arguments);
	}

}
