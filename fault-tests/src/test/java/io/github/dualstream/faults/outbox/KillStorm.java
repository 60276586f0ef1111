package io.github.dualstream.faults.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.dualstream.test.ApplicationProcess;

import static org.awaitility.Awaitility.await;

/**
 * Several services of which one after the other is killed and started again, while the
 * others work on.
 */
final class KillStorm implements AutoCloseable {

	private static final int PROGRESS = 25;

	private final Random random = new Random();

	private final OutboxRun run;

	private final List<ApplicationProcess> services = new ArrayList<>();

	private final List<CompletableFuture<Void>> starts = new ArrayList<>();

	private final ExecutorService starting;

	KillStorm(OutboxRun run, int services, String... properties) {
		this.run = run;
		// makes tables and topic
		run.service().kill();
		this.starting = Executors.newFixedThreadPool(services);
		for (int i = 0; i < services; i++) {
			this.services.add(run.smallService(properties));
			this.starts.add(CompletableFuture.completedFuture(null));
		}
	}

	void kill(int times) {
		for (int i = 1; i <= times; i++) {
			this.run.awaitCommits(50);
			int next = pickRunning();
			ApplicationProcess service = this.services.get(next);
			service.kill();
			this.starts.set(next, CompletableFuture.runAsync(service::restart, this.starting));
			if (i % PROGRESS == 0) {
				System.out.printf("%d kills%n", i);
			}
		}
		this.starts.forEach(CompletableFuture::join);
	}

	private int pickRunning() {
		List<Integer> running = new ArrayList<>();
		await().atMost(Duration.ofMinutes(2)).pollDelay(Duration.ZERO).until(() -> {
			for (int i = 0; i < this.starts.size(); i++) {
				if (this.starts.get(i).isDone()) {
					// of a start that failed, the cause
					this.starts.get(i).join();
					running.add(i);
				}
			}
			return !running.isEmpty();
		});
		return running.get(this.random.nextInt(running.size()));
	}

	@Override
	public void close() {
		this.starting.shutdownNow();
	}

}
