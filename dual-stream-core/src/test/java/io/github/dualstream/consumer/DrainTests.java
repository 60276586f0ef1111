package io.github.dualstream.consumer;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.github.dualstream.transport.StoredEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what a consumer still does of a partition that goes away.
 */
class DrainTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final InMemoryGroups groups = new InMemoryGroups();

	private final Map<Long, CountDownLatch> gates = new ConcurrentHashMap<>();

	private final Set<Long> failing = ConcurrentHashMap.newKeySet();

	private final List<Long> begun = new CopyOnWriteArrayList<>();

	private final List<Long> handled = new CopyOnWriteArrayList<>();

	private @Nullable EventConsumer consumer;

	@AfterEach
	void stop() {
		this.gates.values().forEach(CountDownLatch::countDown);
		if (this.consumer != null) {
			this.consumer.stop();
		}
	}

	@Test
	void whenItStopsThenGapsAreFilledSoThatNothingIsHandledAgain() {
		start(LONG, "slow", "slow", "slow", "fast");
		await().until(() -> this.handled.contains(3L));
		CompletableFuture<Void> stopped = CompletableFuture.runAsync(consumer()::stop);
		assertThat(stopped).as("the handler that runs is waited for").isNotDone();
		release(0);
		stopped.join();
		assertThat(this.handled).containsExactly(3L, 0L, 1L, 2L);
		assertCommitted(4);
	}

	@Test
	void whenASourceWaitsForItsNextAttemptThenTheDrainDoesNotWaitForIt() {
		this.failing.add(1L);
		start(LONG, "slow", "failing", "slow", "fast");
		await().until(() -> this.begun.contains(1L) && this.handled.contains(3L));
		CompletableFuture<Void> stopped = CompletableFuture.runAsync(consumer()::stop);
		release(0);
		assertThat(stopped).succeedsWithin(LONG.dividedBy(2));
		assertCommitted(1);
	}

	@Test
	void whenGapsTakeLongerThanTheDrainTimeoutThenTheyAreLeft() {
		start(Duration.ofMillis(100), "slow", "slow", "fast");
		await().until(() -> this.handled.contains(2L));
		consumer().stop();
		assertCommitted(0);
		release(0);
		assertThat(this.begun).containsExactlyInAnyOrder(0L, 2L);
	}

	private EventConsumer consumer() {
		return Objects.requireNonNull(this.consumer);
	}

	private void assertCommitted(long next) {
		assertThat(this.groups.committed.getOrDefault(InMemoryGroups.P0, 0L)).isEqualTo(next);
	}

	/** The first entry is held. */
	private void start(Duration drainTimeout, String... keys) {
		hold(0);
		for (String key : keys) {
			this.groups.append(InMemoryGroups.P0, key);
		}
		this.groups.assign(InMemoryGroups.P0);
		this.consumer = new EventConsumer.Builder(this.groups, "group",
				(entry, group, attempts, cause) -> CompletableFuture.failedFuture(cause))
			.topic("events")
			.settings(new ConsumerSettings(4, 1, 1_000, 1_000_000, 1_000, LONG, drainTimeout, LONG))
			.retry(RetryPolicy.ofDefaults().withDelays(LONG, LONG))
			.handler(this::handle);
		this.consumer.start();
	}

	private void handle(StoredEvent event) throws Exception {
		long offset = event.position().offset();
		this.begun.add(offset);
		CountDownLatch gate = this.gates.get(offset);
		if (gate != null) {
			gate.await();
		}
		if (this.failing.contains(offset)) {
			throw new IOException("for now");
		}
		this.handled.add(offset);
	}

	private void hold(long offset) {
		this.gates.put(offset, new CountDownLatch(1));
	}

	private void release(long offset) {
		this.gates.get(offset).countDown();
	}

}
