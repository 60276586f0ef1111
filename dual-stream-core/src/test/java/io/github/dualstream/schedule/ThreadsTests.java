package io.github.dualstream.schedule;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class ThreadsTests {

	private final List<String> told = new CopyOnWriteArrayList<>();

	private final Threads threads = new Threads((thread, failure) -> this.told.add(thread + " " + failure));

	private final AtomicReference<Throwable> failure = new AtomicReference<>(new OutOfMemoryError("test"));

	private final AtomicInteger steps = new AtomicInteger();

	private final AtomicInteger ends = new AtomicInteger();

	@Test
	void whenAStepThrowsAnErrorThenTheThreadGoesOnAndItsStatusTellsMeanwhile(CapturedOutput output) {
		try (SupervisedThread thread = this.threads
			.loop("test-loop", Duration.ofMillis(5), this::step, this.ends::incrementAndGet)
			.start()) {
			await().until(() -> this.steps.get() > 3);
			assertThat(this.threads.status()).singleElement().satisfies((status) -> {
				assertThat(status.name()).isEqualTo("test-loop");
				assertThat(status.cause()).isInstanceOf(OutOfMemoryError.class);
				assertThat(status.failures()).isPositive();
			});
			this.failure.set(null);
			await().until(() -> !this.threads.status().get(0).isFailing());
			assertThat(this.told).contains("test-loop java.lang.OutOfMemoryError: test");
			assertThat(output).containsOnlyOnce("Thread 'test-loop' failed")
				.contains("Thread 'test-loop' has recovered");
			assertThat(this.ends).hasValue(0);
			assertThat(thread.isEnding()).isFalse();
		}
		await().until(() -> this.ends.get() == 1);
		await().until(() -> this.threads.status().isEmpty());
	}

	@Test
	void whenTheListenerThrowsAnErrorTooThenTheThreadGoesOn() {
		Threads careless = new Threads((thread, failure) -> {
			throw new LinkageError("listener");
		});
		try (SupervisedThread thread = careless.loop("test-listener", Duration.ofMillis(5), this::step, () -> {
		}).start()) {
			await().until(() -> this.steps.get() > 3);
			this.failure.set(null);
			await().until(() -> !careless.status().get(0).isFailing());
			assertThat(thread.isEnding()).isFalse();
		}
	}

	@Test
	void whenAnInterruptIsNotMeantToEndItThenTheThreadGoesOn() {
		AtomicReference<Thread> running = new AtomicReference<>();
		this.failure.set(null);
		try (SupervisedThread thread = this.threads.loop("test-interrupt", Duration.ofMillis(5), () -> {
			running.set(Thread.currentThread());
			step();
		}, () -> {
		}).start()) {
			await().until(() -> running.get() != null);
			running.get().interrupt();
			int before = this.steps.get();
			await().until(() -> this.steps.get() > before + 3);
			assertThat(thread.isEnding()).isFalse();
		}
	}

	@Test
	void whenThreadEndsThenItsLastWorkIsNotInterrupted() throws InterruptedException {
		AtomicReference<Boolean> interrupted = new AtomicReference<>();
		CountDownLatch stepping = new CountDownLatch(1);
		SupervisedThread thread = this.threads.loop("test-end", Duration.ofMillis(5), () -> {
			stepping.countDown();
			TimeUnit.HOURS.sleep(1);
		}, () -> interrupted.set(Thread.currentThread().isInterrupted())).start();
		stepping.await();
		thread.close();
		assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
		assertThat(interrupted).hasValue(false);
	}

	@Test
	void whenAPeriodicTaskThrowsAnErrorThenItIsDoneAgain() {
		try (SupervisedThread thread = this.threads.every("test-periodic", Duration.ZERO, Duration.ofMillis(1),
				this::task)) {
			await().until(() -> this.steps.get() > 3 && this.threads.status().get(0).isFailing());
			this.failure.set(null);
			await().until(() -> !this.threads.status().get(0).isFailing());
			assertThat(thread.isEnding()).isFalse();
		}
	}

	@Test
	void whenATaskOfASchedulerThrowsAnErrorThenPeriodicTasksGoOn() {
		ScheduledExecutorService scheduler = this.threads.scheduler("test-scheduler");
		Future<?> first = scheduler.scheduleWithFixedDelay(this::task, 0, 1, TimeUnit.MILLISECONDS);
		Future<?> second = scheduler.scheduleAtFixedRate(this::task, 0, 1, TimeUnit.MILLISECONDS);
		scheduler.execute(() -> {
			throw new LinkageError("once");
		});
		await().until(() -> this.steps.get() > 5 && this.threads.status().get(0).isFailing());
		this.failure.set(null);
		await().until(() -> !this.threads.status().get(0).isFailing());
		assertThat(this.told).contains("test-scheduler java.lang.LinkageError: once");
		assertThat(first).isNotDone();
		assertThat(second).isNotDone();
		scheduler.shutdownNow();
		await().until(() -> this.threads.status().isEmpty());
	}

	@Test
	void whenATaskOfAPoolThrowsAnErrorThenItIsCountedAndThePoolServesOthers() {
		ExecutorService pool = this.threads.pool("test-pool", 1);
		pool.execute(this::task);
		await().until(() -> this.told.size() == 1);
		this.failure.set(null);
		pool.execute(this::task);
		await().until(() -> this.steps.get() == 2);
		assertThat(this.told).containsExactly("test-pool java.lang.OutOfMemoryError: test");
		pool.shutdown();
		await().until(() -> this.threads.status().isEmpty());
	}

	private void step() throws InterruptedException {
		TimeUnit.MILLISECONDS.sleep(1);
		task();
	}

	private void task() {
		this.steps.incrementAndGet();
		Throwable failing = this.failure.get();
		if (failing instanceof Error error) {
			throw error;
		}
	}

}
