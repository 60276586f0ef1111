package io.github.dualstream.benchmarks.outbox;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.dualstream.benchmarks.run.Benchmark;
import io.github.dualstream.benchmarks.run.Figures;
import io.github.dualstream.benchmarks.run.Options;
import io.github.dualstream.benchmarks.run.Run;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Topic;
import io.github.dualstream.test.PostgresServer;
import org.awaitility.Awaitility;

/**
 * Commits events in transactions, and waits until all of them are in Kafka and their rows
 * done, with one contender after the other.
 */
public final class OutboxBenchmark implements Benchmark {

	private static final Duration TIMEOUT = Duration.ofMinutes(5);

	@Override
	public String name() {
		return "outbox";
	}

	@Override
	public Map<String, String> defaults() {
		return Map.of("rows", "5000,50000", "rounds", "5", "warm-up-seconds", "60", "rows-per-transaction", "100",
				"contenders", "all");
	}

	@Override
	public void run(Run run) throws InterruptedException, ExecutionException {
		try (Servers servers = Servers.start();
				PostgresServer database = PostgresServer.start();
				Topic topic = Topic.create(servers)) {
			for (Map.Entry<String, Supplier<OutboxContender>> entry : OutboxContender
				.of(run.options(), servers, database)
				.entrySet()) {
				try (OutboxContender contender = entry.getValue().get()) {
					rounds(run, entry.getKey(), contender, topic);
				}
			}
		}
	}

	/**
	 * Warm up by time: a service that runs for days is compiled, and as many rounds would
	 * not do for the fast.
	 */
	private static void rounds(Run run, String name, OutboxContender contender, Topic topic)
			throws InterruptedException, ExecutionException {
		Options options = run.options();
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(options.number("warm-up-seconds"));
		while (System.nanoTime() - end < 0) {
			round(run, 0, name, contender, options.numbers("rows").first(), topic);
		}
		for (int rows : options.numbers("rows")) {
			for (int number = 1; number <= options.number("rounds"); number++) {
				round(run, number, name, contender, rows, topic);
			}
		}
	}

	private static void round(Run run, int number, String name, OutboxContender contender, int rows, Topic topic)
			throws InterruptedException, ExecutionException {
		long expected = topic.records() + rows;
		int perTransaction = run.options().number("rows-per-transaction");
		long start = 0;
		for (int from = 0; from < rows; from += perTransaction) {
			contender.commit(from, Math.min(perTransaction, rows - from));
			start = (start == 0) ? System.nanoTime() : start;
		}
		long committed = System.nanoTime() - start;
		Awaitility.await("every row is done")
			.atMost(TIMEOUT)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.until(contender::isFinished);
		long elapsed = System.nanoTime() - start;
		topic.requireRecords(expected, name);
		run.add(number, rows + " rows", name, new Figures().with("rows/s done", rows * 1e9 / elapsed)
			.with("rows/s committed", rows * 1e9 / committed));
	}

}
