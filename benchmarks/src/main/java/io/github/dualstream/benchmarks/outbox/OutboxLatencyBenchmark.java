package io.github.dualstream.benchmarks.outbox;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

import io.github.dualstream.benchmarks.run.Benchmark;
import io.github.dualstream.benchmarks.run.Figures;
import io.github.dualstream.benchmarks.run.FixedRate;
import io.github.dualstream.benchmarks.run.Run;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Topic;
import io.github.dualstream.test.PostgresServer;
import org.HdrHistogram.Histogram;
import org.awaitility.Awaitility;

/**
 * Commits events at a fixed rate, and as many transactions without an event in between.
 */
public final class OutboxLatencyBenchmark implements Benchmark {

	private static final Duration TIMEOUT = Duration.ofMinutes(1);

	@Override
	public String name() {
		return "outbox-latency";
	}

	@Override
	public Map<String, String> defaults() {
		return Map.of("rate", "500", "seconds", "10", "rounds", "5", "warm-up-rounds", "3", "contenders", "all");
	}

	@Override
	public void run(Run run) throws InterruptedException, ExecutionException {
		int rate = run.options().number("rate");
		int events = rate * run.options().number("seconds");
		try (Servers servers = Servers.start();
				PostgresServer database = PostgresServer.start();
				Topic topic = Topic.create(servers)) {
			for (Map.Entry<String, Supplier<OutboxContender>> entry : OutboxContender
				.of(run.options(), servers, database)
				.entrySet()) {
				try (OutboxContender contender = entry.getValue().get()) {
					for (int number : run.options().rounds("rounds")) {
						long expected = topic.records() + events;
						Figures figures = measure(contender, new FixedRate(2 * rate), events, servers);
						topic.requireRecords(expected, entry.getKey());
						run.add(number, rate + " events per second", entry.getKey(), figures);
					}
				}
			}
		}
	}

	private static Figures measure(OutboxContender contender, FixedRate rate, int events, Servers servers) {
		long[] committed = new long[events];
		Histogram plain = new Histogram(3);
		Histogram withEvent = new Histogram(3);
		Histogram latency = new Histogram(3);
		try (Arrivals arrivals = Arrivals.watch(servers, events)) {
			rate.run(2 * events, (call, due) -> {
				boolean hasEvent = call % 2 == 1;
				long start = System.nanoTime();
				contender.commit(call / 2, hasEvent ? 1 : 0);
				long end = System.nanoTime();
				(hasEvent ? withEvent : plain).recordValue(end - start);
				committed[call / 2] = end;
			});
			Awaitility.await("every event has arrived").atMost(TIMEOUT).until(() -> arrivals.count() >= events);
			for (int event = 0; event < events; event++) {
				// the consumer can be faster than the thread that commits
				latency.recordValue(Math.max(0, arrivals.nanos(event) - committed[event]));
			}
		}
		double plainMicros = plain.getValueAtPercentile(50) / 1e3;
		return new Figures().with("p50 ms", latency.getValueAtPercentile(50) / 1e6)
			.with("p99 ms", latency.getValueAtPercentile(99) / 1e6)
			.with("max ms", latency.getMaxValue() / 1e6)
			.with("transaction us", plainMicros)
			.with("event adds us", withEvent.getValueAtPercentile(50) / 1e3 - plainMicros);
	}

}
