package io.github.dualstream.faults;

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
public final class KillStorm implements AutoCloseable {

	private static final int PROGRESS = 25;

	private final Random random = new Random();

	private final List<ApplicationProcess> services;

	private final List<CompletableFuture<Void>> starts = new ArrayList<>();

	private final Runnable awaitWork;

	private final ExecutorService starting;

	/**
	 * Creates a storm that has not begun.
	 * @param services running services
	 * @param awaitWork waits before each kill, until they have done a random amount of
	 * work
	 */
	public KillStorm(List<ApplicationProcess> services, Runnable awaitWork) {
		this.services = List.copyOf(services);
		this.awaitWork = awaitWork;
		this.starting = Executors.newFixedThreadPool(services.size());
		services.forEach((service) -> this.starts.add(CompletableFuture.completedFuture(null)));
	}

	/**
	 * Kills one of the running services, again and again, and waits until all run.
	 * @param times number of kills
	 */
	public void kill(int times) {
		for (int i = 1; i <= times; i++) {
			this.awaitWork.run();
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
