package io.github.dualstream.benchmarks.eventstore;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import io.github.dualstream.benchmarks.run.Benchmark;
import io.github.dualstream.benchmarks.run.Figures;
import io.github.dualstream.benchmarks.run.Options;
import io.github.dualstream.benchmarks.run.Run;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Topic;
import io.github.dualstream.test.PostgresServer;

/**
 * Appends events to streams, each in a transaction of its own and under an expected
 * version, and loads streams of that length, with one contender after the other.
 */
public final class EventStoreBenchmark implements Benchmark {

	@Override
	public String name() {
		return "event-store";
	}

	@Override
	public Map<String, String> defaults() {
		return Map.of("events", "100", "streams", "40", "loads", "400", "threads", "1,4", "rounds", "5",
				"warm-up-rounds", "5", "contenders", "all");
	}

	@Override
	public void run(Run run) throws SQLException, InterruptedException, ExecutionException {
		try (Servers servers = Servers.start();
				PostgresServer database = PostgresServer.start();
				Topic topic = Topic.create(servers)) {
			Map<String, StoreContender> contenders = contenders(run.options(), servers, database.jdbcUrl());
			try {
				for (int threads : run.options().numbers("threads")) {
					rounds(run, threads, contenders);
				}
			}
			finally {
				contenders.values().forEach(StoreContender::close);
			}
			run.note("%d events of dual-stream are in Kafka", topic.records());
		}
		for (String peer : List.of("bare-jdbc", "axon")) {
			run.ratio("dual-stream", peer);
		}
	}

	private static Map<String, StoreContender> contenders(Options options, Servers servers, String jdbcUrl)
			throws SQLException {
		Map<String, StoreContender> contenders = new LinkedHashMap<>();
		for (String name : options.subset("contenders", new TreeSet<>(List.of("axon", "bare-jdbc", "dual-stream")))) {
			contenders.put(name, switch (name) {
				case "dual-stream" -> new DualStreamStore(servers, jdbcUrl);
				case "axon" -> new AxonStore(jdbcUrl);
				default -> new BareJdbc(jdbcUrl);
			});
		}
		return contenders;
	}

	private static void rounds(Run run, int threads, Map<String, StoreContender> contenders) {
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			for (int number : run.options().rounds("rounds")) {
				for (String name : Run.inTurns(number, List.copyOf(contenders.keySet()))) {
					round(run, number, threads, name, Objects.requireNonNull(contenders.get(name)), executor);
				}
			}
		}
		finally {
			executor.shutdown();
		}
	}

	private static void round(Run run, int number, int threads, String name, StoreContender contender,
			ExecutorService executor) {
		int events = run.options().number("events");
		int streams = run.options().number("streams");
		int loads = run.options().number("loads");
		List<String> ids = IntStream.range(0, streams).mapToObj((i) -> UUID.randomUUID().toString()).toList();
		double appending = seconds(threads, executor, (thread) -> {
			for (int stream = thread; stream < streams; stream += threads) {
				for (int version = 0; version < events; version++) {
					contender.append(ids.get(stream), version, version);
				}
			}
		});
		double loading = seconds(threads, executor, (thread) -> {
			for (int load = thread; load < loads; load += threads) {
				int loaded = contender.load(ids.get(load % streams)).size();
				if (loaded != events) {
					throw new IllegalStateException(name + " loaded " + loaded + " of " + events + " events");
				}
			}
		});
		run.add(number, threads + ((threads > 1) ? " threads" : " thread"), name,
				new Figures().with("appends/s", streams * events / appending).with("loads/s", loads / loading));
	}

	private static double seconds(int threads, ExecutorService executor, IntConsumer task) {
		long start = System.nanoTime();
		List<CompletableFuture<Void>> running = new ArrayList<>();
		for (int i = 0; i < threads; i++) {
			int thread = i;
			running.add(CompletableFuture.runAsync(() -> task.accept(thread), executor));
		}
		running.forEach(CompletableFuture::join);
		return (System.nanoTime() - start) / 1e9;
	}

}
