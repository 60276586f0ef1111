package io.github.dualstream.consumer;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.github.dualstream.transport.StoredEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class BatchHandlingTests {

	private static final ConsumerSettings SETTINGS = new ConsumerSettings(1, 10, 1_000, 1_000_000, 1_000,
			Duration.ofMillis(1), Duration.ofSeconds(30), Duration.ofSeconds(30));

	private final InMemoryGroups groups = new InMemoryGroups();

	private final List<List<Long>> batches = new CopyOnWriteArrayList<>();

	private final List<Long> deadLetters = new CopyOnWriteArrayList<>();

	private @Nullable EventConsumer consumer;

	@AfterEach
	void stop() {
		this.consumer.stop();
	}

	@Test
	void eventsThatWaitAreHandledTogetherUpToTheLimitAndInOrderPerKey() {
		CountDownLatch first = new CountDownLatch(1);
		append("a", "b", "a", "c", "b", "a", "d", "e", "a", "b", "c", "a", "f");
		start((events) -> {
			first.await();
			handled(events);
		});
		await().until(() -> this.consumer.status().inFlight() == 13);
		first.countDown();
		awaitCommitted(13);
		assertThat(this.batches).allSatisfy((batch) -> assertThat(batch).hasSizeLessThanOrEqualTo(10));
		assertThat(this.batches).hasSizeLessThan(13);
		List<Long> handled = this.batches.stream().flatMap(List::stream).toList();
		assertThat(handled).filteredOn(List.of(0L, 2L, 5L, 8L, 11L)::contains).isSorted();
		assertThat(handled).filteredOn(List.of(1L, 4L, 9L)::contains).isSorted();
		assertThat(handled).hasSize(13);
	}

	@Test
	void whenABatchFailsThenOnlyTheBadEventGoesToTheDeadLetters() {
		append("a", "bad", "a", "b", "c");
		start((events) -> {
			if (events.stream().anyMatch((event) -> event.event().sourceId().equals("bad"))) {
				throw new IllegalStateException("a bad one is among them");
			}
			handled(events);
		});
		awaitCommitted(5);
		assertThat(this.deadLetters).containsExactly(1L);
		assertThat(this.batches.stream().flatMap(List::stream)).containsExactlyInAnyOrder(0L, 2L, 3L, 4L);
	}

	@Test
	void whenAnEntryIsNoEventThenTheOthersOfItsBatchAreHandled() {
		append("a", "b");
		this.groups.appendUnreadable(InMemoryGroups.P0, "a");
		append("a", "b");
		start(this::handled);
		awaitCommitted(5);
		assertThat(this.deadLetters).containsExactly(2L);
		assertThat(this.batches.stream().flatMap(List::stream)).containsExactlyInAnyOrder(0L, 1L, 3L, 4L);
	}

	private void handled(List<StoredEvent> events) {
		this.batches.add(events.stream().map((event) -> event.position().offset()).toList());
	}

	private void append(String... keys) {
		for (String key : keys) {
			this.groups.append(InMemoryGroups.P0, key);
		}
	}

	private void start(BatchHandler handler) {
		this.groups.assign(InMemoryGroups.P0);
		this.consumer = new EventConsumer.Builder(this.groups, "group", (entry, group, attempts, cause) -> {
			this.deadLetters.add(entry.position().offset());
			return CompletableFuture.completedFuture(entry.position());
		}).topic("events")
			.settings(SETTINGS)
			.retry(new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(1), List.of()))
			.batchHandler(handler);
		this.consumer.start();
	}

	private void awaitCommitted(long next) {
		await().atMost(Duration.ofSeconds(30))
			.until(() -> Long.valueOf(next).equals(this.groups.committed.get(InMemoryGroups.P0)));
	}

}
