package io.github.dualstream.consumer;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.dualstream.consumer.ConsumerListener.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class HandlerTimeoutTests {

	private static final ConsumerSettings SETTINGS = new ConsumerSettings(2, 1, 1_000, 1_000_000, 1_000,
			Duration.ofMillis(1), Duration.ZERO, Duration.ofMillis(50));

	private final InMemoryGroups groups = new InMemoryGroups();

	private final List<Throwable> causes = new CopyOnWriteArrayList<>();

	private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();

	private final AtomicInteger calls = new AtomicInteger();

	private final CountDownLatch release = new CountDownLatch(1);

	private @Nullable EventConsumer consumer;

	private volatile boolean listenerFails;

	@AfterEach
	void stop() {
		this.release.countDown();
		this.consumer.stop();
	}

	@Test
	void whenAHandlerIsInterruptedThenTheEventIsTriedAgainAndThenGivenUp() {
		append("stuck", "stuck");
		start((event) -> {
			if (event.position().offset() == 0) {
				this.calls.incrementAndGet();
				new CountDownLatch(1).await();
			}
		});
		awaitCommitted(2);
		assertThat(this.calls).hasValue(2);
		assertThat(this.causes).singleElement().satisfies((cause) -> {
			assertThat(cause).isInstanceOf(HandlerTimeoutException.class)
				.hasMessageContaining("50 ms")
				.hasMessageContaining("dual-stream.consumer.handler-timeout");
			assertThat(cause).hasCauseInstanceOf(InterruptedException.class);
		});
		assertThat(this.outcomes).contains(Outcome.TIMEOUT, Outcome.SUCCESS);
		assertThat(this.consumer.status().abandoned()).isZero();
	}

	@Test
	void whenAHandlerIgnoresTheInterruptThenItsEventIsGivenUpAndOthersGoOn() {
		append("deaf", "deaf", "a", "b", "c");
		start((event) -> {
			if (event.position().offset() == 0) {
				this.calls.incrementAndGet();
				awaitDeafly();
			}
		});
		awaitCommitted(5);
		assertThat(this.calls).as("it is not called again while it is stuck").hasValue(1);
		assertThat(this.causes).singleElement()
			.satisfies((cause) -> assertThat(cause.getStackTrace())
				.anySatisfy((frame) -> assertThat(frame.getMethodName()).isEqualTo("awaitDeafly")));
		assertThat(this.consumer.status().abandoned()).isEqualTo(1);
		this.release.countDown();
		await().until(() -> this.consumer.status().abandoned() == 0);
	}

	@Test
	void moreHandlersThanAreCalledAtTheSameTimeAreNotLeftToThemselves() {
		append("a", "b", "c", "d", "e", "f", "g");
		start((event) -> {
			this.calls.incrementAndGet();
			awaitDeafly();
		});
		await().until(() -> this.consumer.status().abandoned() == 2);
		await().during(Duration.ofMillis(300)).until(() -> this.calls.get() <= 4);
		this.release.countDown();
		awaitCommitted(7);
	}

	@Test
	void whenAListenerThrowsAboutAnAbandonedHandlerThenTheRecordsAreReadAgain() {
		this.listenerFails = true;
		append("deaf", "a");
		start((event) -> {
			if (event.position().offset() == 0 && this.calls.getAndIncrement() == 0) {
				awaitDeafly();
			}
		});
		await().until(() -> this.groups.joined.get() == 2);
		this.groups.assign(InMemoryGroups.P0);
		awaitCommitted(2);
		assertThat(this.calls).hasValue(2);
		this.release.countDown();
	}

	private void awaitDeafly() {
		while (this.release.getCount() > 0) {
			try {
				this.release.await();
			}
			catch (InterruptedException ex) {
				this.outcomes.add(Outcome.FAILURE);
			}
		}
	}

	private void append(String... keys) {
		for (String key : keys) {
			this.groups.append(InMemoryGroups.P0, key);
		}
	}

	private void start(EventHandler handler) {
		this.groups.assign(InMemoryGroups.P0);
		this.consumer = new EventConsumer.Builder(this.groups, "group", (entry, group, attempts, cause) -> {
			this.causes.add(cause);
			return CompletableFuture.completedFuture(entry.position());
		}).topic("events")
			.settings(SETTINGS)
			.retry(new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(1), List.of()))
			.listener(new ConsumerListener() {

				@Override
				public void handled(String group, String topic, int events, Duration time, Outcome outcome) {
					if (HandlerTimeoutTests.this.listenerFails && outcome == Outcome.TIMEOUT) {
						throw new IllegalStateException("broken listener");
					}
					HandlerTimeoutTests.this.outcomes.add(outcome);
				}

				@Override
				public void deadLetter(String group, String topic, boolean kept) {
				}

			})
			.handler(handler);
		this.consumer.start();
	}

	private void awaitCommitted(long next) {
		await().atMost(Duration.ofSeconds(30))
			.until(() -> Long.valueOf(next).equals(this.groups.committed.get(InMemoryGroups.P0)));
	}

}
