package io.github.dualstream.benchmarks.sagas;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import io.github.dualstream.benchmarks.run.Benchmark;
import io.github.dualstream.benchmarks.run.Figures;
import io.github.dualstream.benchmarks.run.Run;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Topic;
import io.github.dualstream.test.PostgresServer;

/**
 * Handles events of sagas that have two steps, each a transaction with an event that it
 * publishes, with one contender after the other.
 */
public final class SagasBenchmark implements Benchmark {

	private static final String DUAL_STREAM = "dual-stream";

	private static final String BARE = "bare-jdbc";

	private static final int STEPS = 2;

	@Override
	public String name() {
		return "sagas";
	}

	@Override
	public Map<String, String> defaults() {
		return Map.of("sagas", "2000", "threads", "1,4", "rounds", "5", "warm-up-rounds", "5");
	}

	@Override
	public void run(Run run) throws SQLException, InterruptedException, ExecutionException {
		try (Servers servers = Servers.start();
				PostgresServer database = PostgresServer.start();
				Topic topic = Topic.create(servers);
				SagaContender dualStream = new DualStreamSagas(servers, database.jdbcUrl());
				SagaContender bare = new BareSagas(database.jdbcUrl())) {
			Map<String, SagaContender> contenders = new LinkedHashMap<>();
			contenders.put(DUAL_STREAM, dualStream);
			contenders.put(BARE, bare);
			long expected = 0;
			for (int threads : run.options().numbers("threads")) {
				for (int number : run.options().rounds("rounds")) {
					for (String name : Run.inTurns(number, List.copyOf(contenders.keySet()))) {
						round(run, number, threads, name, Objects.requireNonNull(contenders.get(name)));
					}
					expected += (long) STEPS * run.options().number("sagas");
					topic.requireRecords(expected, DUAL_STREAM);
				}
			}
		}
		run.ratio(DUAL_STREAM, BARE);
	}

	private static void round(Run run, int number, int threads, String name, SagaContender contender) {
		int sagas = run.options().number("sagas");
		List<String> ids = IntStream.range(0, sagas).mapToObj((i) -> UUID.randomUUID().toString()).toList();
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			long start = System.nanoTime();
			List<CompletableFuture<Void>> running = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				int first = i;
				running.add(CompletableFuture.runAsync(() -> steps(contender, ids, first, threads), executor));
			}
			running.forEach(CompletableFuture::join);
			long handled = System.nanoTime() - start;
			contender.settle();
			run.add(number, threads + ((threads > 1) ? " threads" : " thread"), name,
					new Figures().with("steps/s", STEPS * sagas * 1e9 / handled));
		}
		finally {
			executor.shutdown();
		}
	}

	private static void steps(SagaContender contender, List<String> ids, int first, int every) {
		for (int i = first; i < ids.size(); i += every) {
			contender.start(ids.get(i), i);
			contender.complete(ids.get(i), i);
		}
	}

}
