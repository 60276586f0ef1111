package io.github.dualstream.schedule;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link PeriodicTask}.
 */
class PeriodicTaskTests {

	private final AtomicInteger runs = new AtomicInteger();

	private final Threads threads = new Threads();

	private final PeriodicTask task = new PeriodicTask("test-task", Duration.ZERO, Duration.ofMillis(1), this.threads) {

		@Override
		protected void run() {
			if (PeriodicTaskTests.this.runs.incrementAndGet() == 1) {
				throw new IllegalStateException("the first run");
			}
		}

	};

	@AfterEach
	void stop() {
		this.task.stop();
	}

	@Test
	void itIsRepeatedAfterAFailureOnOneThread() {
		this.task.start();
		this.task.start();
		assertThat(this.task.isRunning()).isTrue();
		await().until(() -> this.runs.get() > 3);
		assertThat(this.threads.status()).singleElement().satisfies((thread) -> {
			assertThat(thread.name()).isEqualTo("test-task");
			assertThat(thread.failures()).isOne();
		});
	}

	@Test
	void itEndsWithTheApplicationAndCanStartAgain() {
		this.task.start();
		await().until(() -> this.runs.get() > 1);
		this.task.stop();
		assertThat(this.task.isRunning()).isFalse();
		await().until(() -> this.threads.status().isEmpty());
		int before = this.runs.get();
		this.task.start();
		await().until(() -> this.runs.get() > before);
	}

}
