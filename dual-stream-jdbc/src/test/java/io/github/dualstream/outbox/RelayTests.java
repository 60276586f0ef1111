package io.github.dualstream.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.dualstream.Position;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.RejectedException;
import io.github.dualstream.UnknownOutcomeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the relay does with what the log answers.
 */
class RelayTests {

	private final OutboxInH2 outbox = new OutboxInH2(UUID.randomUUID().toString(), CompletionMode.DELETE);

	private final ScriptedLog log = new ScriptedLog();

	private final Relay relay = this.outbox.relay(this.log);

	@AfterEach
	void stop() {
		this.relay.stop();
		this.outbox.close();
	}

	@Test
	void nextEventOfASourceLeavesWhenTheOneBeforeItIsAcknowledged() {
		CompletableFuture<Position> first = new CompletableFuture<>();
		this.log.answer = (event) -> event.id().equals("a1") ? first : null;
		this.outbox.add("a", "a1");
		this.outbox.add("a", "a2");
		this.outbox.add("b", "b1");
		this.relay.start();

		await().until(() -> this.log.acknowledged.contains("b1"));
		assertThat(this.log.attempts).containsExactly("a1", "b1");
		first.complete(new Position("events", 0, 0));
		await().until(() -> this.log.acknowledged.contains("a2"));
		await().until(this::isEmpty);
	}

	@Test
	void whenAnEventFailsThenItsSourceWaitsAndOthersGoOn() {
		AtomicInteger failures = new AtomicInteger();
		this.log.failure = (event) -> (event.id().equals("a1") && failures.incrementAndGet() <= 2)
				? new UnknownOutcomeException("no answer", new IllegalStateException()) : null;
		this.outbox.add("a", "a1");
		this.outbox.add("a", "a2");
		this.outbox.add("b", "b1");
		this.outbox.add("b", "b2");
		this.relay.start();

		await().until(() -> this.log.acknowledged.size() == 4);
		assertThat(this.log.acknowledged).containsSubsequence("b1", "b2").containsSubsequence("a1", "a2");
		assertThat(this.log.attempts).containsSubsequence("a1", "a1", "a1", "a2");
		await().until(this::isEmpty);
	}

	@Test
	void whenAnErrorInterruptsTheRelayThenNoRowWaitsUnseen() {
		AtomicInteger failures = new AtomicInteger();
		this.log.answer = (event) -> {
			if (event.id().equals("a1") && failures.getAndIncrement() == 0) {
				throw new OutOfMemoryError("test");
			}
			return null;
		};
		this.outbox.add("a", "a1");
		this.outbox.add("a", "a2");
		this.outbox.add("b", "b1");
		this.relay.start();

		await().until(() -> this.log.acknowledged.size() == 3);
		assertThat(this.log.acknowledged).containsSubsequence("a1", "a2");
		await().until(this::isEmpty);
	}

	@Test
	void whenTheLogRefusesAnEventThenItIsGivenUpAtOnceAndItsSourceGoesOn() {
		this.log.failure = (event) -> event.id().equals("a1") ? new RejectedException("data", "is too large") : null;
		this.outbox.add("a", "a1");
		this.outbox.add("a", "a2");
		this.relay.start();

		await().until(() -> this.log.acknowledged.contains("a2"));
		assertThat(this.log.attempts).containsExactly("a1", "a2");
		assertThat(this.outbox.store.failed(0, 10)).singleElement().satisfies((failed) -> {
			assertThat(failed.eventId()).isEqualTo("a1");
			assertThat(failed.cause()).contains("is too large");
		});
	}

	@Test
	void whenTheLogTakesOthersButNotThisOneThenItIsGivenUpAfterTheBound() {
		this.log.failure = (event) -> event.sourceId().equals("bad") ? new PublishFailedException("not allowed", null)
				: null;
		this.outbox.add("bad", "bad1");
		this.relay.start();
		AtomicInteger number = new AtomicInteger();

		await().until(() -> {
			this.outbox.add("good", "good" + number.incrementAndGet());
			return this.outbox.store.counts().failed() == 1;
		});
		assertThat(this.log.attempts.stream().filter("bad1"::equals).count()).isGreaterThanOrEqualTo(3);
	}

	@Test
	void whenTheLogIsAwayThenNothingIsGivenUpAndEverythingGoesOutWhenItIsBack() {
		this.log.failure = (event) -> new PublishFailedException("away", null);
		for (int i = 0; i < 300; i++) {
			this.outbox.add("source-" + i % 150, "event-" + i);
		}
		this.relay.start();
		// many more attempts than an event has
		await().until(() -> this.log.attempts.size() > 1000);
		assertThat(this.outbox.store.counts().failed()).isZero();
		this.log.failure = (event) -> null;

		await().until(this::isEmpty);
		assertThat(this.log.acknowledged).hasSize(300).doesNotHaveDuplicates();
		assertThat(this.log.acknowledged.indexOf("event-7")).isLessThan(this.log.acknowledged.indexOf("event-157"));
	}

	@Test
	void whenTheLogHoldsUpTheRelayThenTheLeaseIsRenewedBeforeTheNextEvent() {
		List<Long> expirations = new CopyOnWriteArrayList<>();
		this.log.answer = (event) -> {
			expirations.add(expiration());
			// like a producer that has yet to find its topic
			await().pollInSameThread().until(() -> remaining().compareTo(Duration.ofSeconds(4)) < 0);
			return null;
		};
		this.outbox.add("a", "a1");
		this.outbox.add("b", "b1");
		this.outbox.add("c", "c1");
		this.relay.start();

		await().until(() -> this.log.acknowledged.size() == 3);
		assertThat(expirations).isSorted().doesNotHaveDuplicates();
	}

	private long expiration() {
		return this.outbox.jdbc.queryForObject("select expires_at from dual_stream_outbox_relay", Long.class);
	}

	private Duration remaining() {
		return this.outbox.registry.leases().get(0).remaining();
	}

	@Test
	void whenManySourcesAreBlockedThenOthersAreNotHeldUp() {
		this.log.failure = (event) -> event.sourceId().startsWith("bad") ? new PublishFailedException("no", null)
				: null;
		for (int i = 0; i < 40; i++) {
			for (int j = 0; j < 10; j++) {
				this.outbox.add("bad-" + i, "bad-" + i + "-" + j);
			}
		}
		this.outbox.add("good", "good1");
		this.relay.start();

		await().until(() -> this.log.acknowledged.contains("good1"));
	}

	@Test
	void eventThatWasGivenUpCanBeRetriedOrDiscarded() {
		this.log.failure = (event) -> new RejectedException("data", "is too large");
		this.outbox.add("a", "a1");
		this.outbox.add("b", "b1");
		this.relay.start();
		await().until(() -> this.outbox.store.counts().failed() == 2);
		this.log.failure = (event) -> null;
		Outbox outbox = new Outbox(this.outbox.store, this.outbox.registry, this.relay);
		List<FailedEvent> failed = outbox.failed(0, 10);

		assertThat(outbox.retry(failed.get(0).number())).isTrue();
		assertThat(outbox.discard(failed.get(1).number())).isTrue();
		assertThat(outbox.retry(failed.get(1).number())).isFalse();
		assertThat(outbox.discard(failed.get(1).number())).isFalse();
		await().until(this::isEmpty);
		assertThat(this.log.acknowledged).containsExactly("a1");
	}

	@Test
	void allThatWasGivenUpCanBeRetried() {
		this.log.failure = (event) -> new RejectedException("data", "is too large");
		IntStream.range(0, 5).forEach((i) -> this.outbox.add("source-" + i, "event-" + i));
		this.relay.start();
		await().until(() -> this.outbox.store.counts().failed() == 5);
		this.log.failure = (event) -> null;

		assertThat(new Outbox(this.outbox.store, this.outbox.registry, this.relay).retryAll()).isEqualTo(5);
		await().until(this::isEmpty);
		assertThat(this.log.acknowledged).hasSize(5);
	}

	@Test
	void whatAnotherRelayServesIsToldToIt() {
		long another = this.outbox.registry.join("another", Duration.ofMinutes(1));
		this.outbox.registry.claim(another, 32);
		List<Set<Integer>> told = new CopyOnWriteArrayList<>();
		Relay relay = this.outbox.relay(this.log, told::add);
		relay.start();
		try {
			await().until(() -> new Outbox(this.outbox.store, this.outbox.registry, relay).relays()
				.stream()
				.map(RelayLease::slots)
				.toList()
				.equals(List.of(32, 32)));
			// what it has just claimed it may not serve yet
			await().until(() -> {
				told.clear();
				relay.committed(Set.of(40));
				return told.isEmpty();
			});
			relay.committed(Set.of(3, 5, 40));
			relay.committed(Set.of(41, 42));

			assertThat(told).containsExactly(Set.of(3, 5));
		}
		finally {
			relay.stop();
		}
	}

	@Test
	void whenStoppedThenAnswersAreAwaitedAndNothingIsLeftToSendTwice() {
		CompletableFuture<Position> answer = new CompletableFuture<>();
		this.log.answer = (event) -> answer;
		this.outbox.add("a", "a1");
		this.relay.start();
		await().until(() -> this.log.attempts.size() == 1);
		CompletableFuture<Void> stopped = CompletableFuture.runAsync(this.relay::stop);
		answer.complete(new Position("events", 0, 0));

		stopped.join();
		assertThat(isEmpty()).isTrue();
		assertThat(this.outbox.registry.countLive()).isZero();
	}

	private boolean isEmpty() {
		return this.outbox.jdbc.queryForObject("select count(*) from dual_stream_outbox", Integer.class) == 0;
	}

}
