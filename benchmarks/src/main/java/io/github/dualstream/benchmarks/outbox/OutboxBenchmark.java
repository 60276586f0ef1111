package io.github.dualstream.benchmarks.outbox;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.dualstream.benchmarks.run.Machine;
import io.github.dualstream.benchmarks.run.Options;
import io.github.dualstream.benchmarks.run.Results;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Topic;
import io.github.dualstream.test.PostgresServer;
import org.awaitility.Awaitility;

/**
 * Commits events in transactions, and waits until all of them are in Kafka and their rows
 * done, with one contender after the other.
 */
public final class OutboxBenchmark {

	private static final Map<String, String> DEFAULTS = Map.of("rows", "5000,50000", "rounds", "5", "warm-up-seconds",
			"60", "rows-per-transaction", "100", "contenders", "all");

	private static final Duration TIMEOUT = Duration.ofMinutes(5);

	private final Options options;

	private final Report report;

	OutboxBenchmark(PrintStream out, String... arguments) {
		this.options = Options.of(DEFAULTS, arguments);
		this.report = new Report(out);
	}

	/**
	 * Run the benchmark and print what it measured.
	 * @param results where all figures go, as JSON
	 * @param arguments the options
	 * @throws ExecutionException if the topic cannot be created
	 * @throws IOException if the results cannot be written
	 */
	public static void run(Path results, String... arguments)
			throws InterruptedException, ExecutionException, IOException {
		OutboxBenchmark benchmark = new OutboxBenchmark(System.out, arguments);
		Machine atStart = Machine.now();
		try (Servers servers = Servers.start(); PostgresServer database = PostgresServer.start()) {
			List<Round> rounds = benchmark.run(servers, database);
			Results.of("outbox", benchmark.options, atStart, rounds).writeTo(results);
		}
	}

	List<Round> run(Servers servers, PostgresServer database) throws InterruptedException, ExecutionException {
		this.report.begin(this.options, Machine.now());
		List<Round> rounds = new ArrayList<>();
		Map<String, Supplier<OutboxContender>> contenders = Contenders.of(this.options, servers, database);
		try (Topic topic = Topic.create(servers)) {
			for (Map.Entry<String, Supplier<OutboxContender>> contender : contenders.entrySet()) {
				rounds.addAll(rounds(contender.getKey(), contender.getValue(), topic));
			}
		}
		this.report.end(rounds, Machine.now());
		return rounds;
	}

	private List<Round> rounds(String name, Supplier<OutboxContender> start, Topic topic)
			throws InterruptedException, ExecutionException {
		List<Round> rounds = new ArrayList<>();
		try (OutboxContender contender = start.get()) {
			rounds.addAll(warmUp(name, contender, topic));
			for (int rows : this.options.numbers("rows")) {
				for (int number = 1; number <= this.options.number("rounds"); number++) {
					rounds.add(round(name, number, rows, contender, topic));
				}
			}
		}
		return rounds;
	}

	/**
	 * A service that runs for days is compiled; as many rounds would not do for the fast.
	 */
	private List<Round> warmUp(String name, OutboxContender contender, Topic topic)
			throws InterruptedException, ExecutionException {
		List<Round> rounds = new ArrayList<>();
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(this.options.number("warm-up-seconds"));
		while (System.nanoTime() - end < 0) {
			rounds.add(round(name, 0, this.options.numbers("rows").first(), contender, topic));
		}
		return rounds;
	}

	private Round round(String name, int number, int rows, OutboxContender contender, Topic topic)
			throws InterruptedException, ExecutionException {
		long expected = topic.records() + rows;
		int perTransaction = this.options.number("rows-per-transaction");
		long start = 0;
		for (int from = 0; from < rows; from += perTransaction) {
			contender.commit(from, Math.min(perTransaction, rows - from));
			start = (start == 0) ? System.nanoTime() : start;
		}
		long committed = System.nanoTime();
		Awaitility.await("every row is done")
			.atMost(TIMEOUT)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.until(contender::isFinished);
		long end = System.nanoTime();
		long records = topic.records();
		if (records != expected) {
			throw new IllegalStateException(name + " sent " + (records - expected) + " records too many");
		}
		Round round = new Round(name, number, rows, end - start, committed - start);
		this.report.round(round);
		return round;
	}

}
