package io.github.dualstream.consumer;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.dualstream.Position;
import io.github.dualstream.Source;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.ProcessedEventsUnavailableException;
import io.github.dualstream.transport.StartPosition;
import io.github.dualstream.transport.StoredEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class EventConsumerTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final ConsumerSettings SETTINGS = settings(1_000, Duration.ofMillis(1), LONG);

	private static final RetryPolicy THREE_ATTEMPTS = new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(5),
			List.of(IllegalArgumentException.class));

	private final InMemoryGroups groups = new InMemoryGroups();

	private final List<Position> handled = new CopyOnWriteArrayList<>();

	private final List<Position> deadLetters = new CopyOnWriteArrayList<>();

	private volatile boolean deadLettersAway;

	private final Map<Long, CountDownLatch> gates = new ConcurrentHashMap<>();

	private final Map<Long, Exception> failures = new ConcurrentHashMap<>();

	private final AtomicInteger calls = new AtomicInteger();

	private final Set<String> busy = ConcurrentHashMap.newKeySet();

	private @Nullable EventConsumer consumer;

	@AfterEach
	void stop() {
		this.gates.values().forEach(CountDownLatch::countDown);
		if (this.consumer != null) {
			this.consumer.stop();
		}
	}

	@Test
	void eventsOfAKeyAreHandledInOrderAndOneAtATime() {
		for (int i = 0; i < 300; i++) {
			this.groups.append(InMemoryGroups.P0, "k" + i % 7);
		}
		start(SETTINGS);
		awaitHandled(300);
		for (int key = 0; key < 7; key++) {
			int remainder = key;
			assertThat(this.handled).extracting(Position::offset)
				.filteredOn((offset) -> offset % 7 == remainder)
				.isSorted();
		}
	}

	@Test
	void whenOneKeyTakesLongThenOthersOfItsPartitionGoOn() {
		hold(0);
		append("slow", "fast", "fast", "slow");
		start(SETTINGS);
		awaitHandled(2);
		assertThat(this.handled).extracting(Position::offset).containsExactly(1L, 2L);
		release(0);
		awaitHandled(4);
	}

	@Test
	void onlyWhatIsDoneUpToTheLowestUnfinishedOneIsCommitted() {
		hold(1);
		append("a", "b", "c", "d");
		start(SETTINGS);
		awaitCommitted(1);
		awaitHandled(3);
		await().during(Duration.ofMillis(50)).until(() -> this.groups.committed.get(InMemoryGroups.P0) == 1);
		release(1);
		awaitCommitted(4);
	}

	@Test
	void whenAHandlerFailsThenOnlyItsKeyWaitsAndItIsTriedAgain() {
		this.failures.put(0L, new IOException("for now"));
		append("failing", "failing", "other");
		start(new RetryPolicy(1_000, Duration.ofMillis(1), Duration.ofMillis(5), List.of()));
		awaitHandled(1);
		assertThat(this.handled).extracting(Position::offset).containsExactly(2L);
		this.failures.clear();
		awaitHandled(3);
		assertThat(this.handled).extracting(Position::offset).containsExactly(2L, 0L, 1L);
		awaitCommitted(3);
		assertThat(this.deadLetters).isEmpty();
	}

	@Test
	void afterTheLastAttemptAnEventGoesToTheDeadLettersAndItsKeyGoesOn() {
		this.failures.put(0L, new IOException("always"));
		append("a", "a");
		start(SETTINGS);
		awaitHandled(1);
		assertThat(this.calls).hasValue(4);
		assertThat(this.deadLetters).extracting(Position::offset).containsExactly(0L);
		awaitCommitted(2);
	}

	@Test
	void whenTryingAgainIsOfNoUseThenItGoesToTheDeadLettersAtOnce() {
		this.failures.put(0L, new IllegalArgumentException("never"));
		append("a");
		start(SETTINGS);
		awaitCommitted(1);
		assertThat(this.calls).hasValue(1);
		assertThat(this.deadLetters).hasSize(1);
	}

	@Test
	void whenAnEntryIsNoEventThenItGoesToTheDeadLettersUnseen() {
		this.groups.appendUnreadable(InMemoryGroups.P0, "a");
		append("a");
		start(SETTINGS);
		awaitCommitted(2);
		assertThat(this.deadLetters).extracting(Position::offset).containsExactly(0L);
		assertThat(this.handled).extracting(Position::offset).containsExactly(1L);
	}

	@Test
	void listenersAreToldWhichRecordIsADeadLetterAndWhy() {
		this.groups.appendUnreadable(InMemoryGroups.P0, "a");
		append("b");
		this.failures.put(1L, new IllegalArgumentException("never"));
		Map<Position, EventDeadLettered> told = new ConcurrentHashMap<>();
		start(builder(SETTINGS, THREE_ATTEMPTS).listener(new ConsumerListener() {

			@Override
			public void handled(String group, String topic, int events, Duration time, Outcome outcome) {
			}

			@Override
			public void deadLetter(String group, String topic, boolean kept) {
			}

			@Override
			public void deadLettered(EventDeadLettered deadLettered) {
				told.put(deadLettered.position(), deadLettered);
			}

		}).handler(this::handle));
		awaitCommitted(2);
		EventDeadLettered unreadable = told.get(new Position("events", 0, 0));
		assertThat(unreadable.eventId()).isNull();
		assertThat(unreadable.source()).isNull();
		assertThat(unreadable.attempts()).isZero();
		EventDeadLettered failed = told.get(new Position("events", 0, 1));
		assertThat(failed.eventId()).isNotEmpty();
		assertThat(failed.source()).isEqualTo(new Source("order", "b"));
		assertThat(failed.group()).isEqualTo("group");
		assertThat(failed.attempts()).isOne();
		assertThat(failed.cause()).isEqualTo("java.lang.IllegalArgumentException: never");
	}

	@Test
	void whileDeadLettersCannotBeWrittenNothingIsCommittedPastIt() {
		this.deadLettersAway = true;
		this.failures.put(0L, new IllegalArgumentException("never"));
		append("a", "b");
		start(SETTINGS);
		awaitHandled(1);
		await().during(Duration.ofMillis(50))
			.until(() -> !this.groups.committed.containsKey(InMemoryGroups.P0)
					|| this.groups.committed.get(InMemoryGroups.P0) == 0);
		this.deadLettersAway = false;
		awaitCommitted(2);
		assertThat(this.calls).as("the handler is not asked again").hasValue(2);
	}

	@Test
	void whenAPartitionGoesThenWhatIsDoneIsCommittedAndOthersGoOn() {
		append("a", "b");
		start(settings(1_000, LONG, LONG), THREE_ATTEMPTS);
		awaitHandled(2);
		this.groups.revoke(InMemoryGroups.P0);
		awaitCommitted(2);
		this.groups.append(InMemoryGroups.P1, "c");
		this.groups.assign(InMemoryGroups.P1);
		awaitHandled(3);
	}

	@Test
	void whileTheGroupSharesOutItsPartitionsWhatIsDoneWaitsToBeCommitted(CapturedOutput output) {
		append("a", "b");
		this.groups.rebalancing = true;
		start(SETTINGS);
		awaitHandled(2);
		await().until(() -> this.groups.refused.get() >= 2);
		this.groups.rebalancing = false;
		awaitCommitted(2);
		assertThat(output).doesNotContain("ommitted");
	}

	@Test
	void whenAPartitionGoesUncommittedThenThatIsSaid(CapturedOutput output) {
		append("a", "b");
		this.groups.rebalancing = true;
		start(SETTINGS);
		awaitHandled(2);
		this.groups.revoke(InMemoryGroups.P0);
		await().until(() -> output.getOut().contains("were revoked before their offsets were committed"));
	}

	@Test
	void whenAHandlerOutlivesItsAssignmentThenItCommitsNothingForTheNextOne() {
		hold(0);
		append("a", "a");
		start(settings(1_000, Duration.ofMillis(1), Duration.ZERO), THREE_ATTEMPTS);
		await().until(() -> this.calls.get() == 1);
		CountDownLatch first = this.gates.get(0L);
		this.gates.put(0L, new CountDownLatch(1));
		this.groups.revoke(InMemoryGroups.P0);
		this.groups.assign(InMemoryGroups.P0);
		await().until(() -> this.calls.get() == 2);
		first.countDown();
		awaitHandled(1);
		await().during(Duration.ofMillis(50))
			.until(() -> !this.groups.committed.containsKey(InMemoryGroups.P0)
					|| this.groups.committed.get(InMemoryGroups.P0) == 0);
		release(0);
		awaitCommitted(2);
	}

	@Test
	void whenTooMuchIsInFlightThenReadingWaits() {
		hold(0);
		for (int i = 0; i < 200; i++) {
			append("a");
		}
		start(settings(20, Duration.ofMillis(1), LONG), THREE_ATTEMPTS);
		await().until(() -> this.groups.paused.contains(InMemoryGroups.P0));
		release(0);
		awaitHandled(200);
		awaitCommitted(200);
	}

	@Test
	void whenItStopsThenWhatIsDoneIsCommitted() {
		append("a", "b", "c");
		start(settings(1_000, LONG, LONG), THREE_ATTEMPTS);
		awaitHandled(3);
		this.consumer.stop();
		assertThat(this.groups.committed).containsEntry(InMemoryGroups.P0, 3L);
	}

	@Test
	void whenTheLogIsAwayThenItGoesOnOnceItIsBack() {
		start(SETTINGS);
		this.groups.away = true;
		append("a");
		this.groups.away = false;
		awaitHandled(1);
	}

	@Test
	void whenReadingFailsForGoodThenItJoinsAgain() {
		start(SETTINGS);
		this.groups.broken = true;
		await().until(() -> this.groups.joined.get() >= 1);
		append("a");
		this.groups.broken = false;
		await().atMost(LONG).until(() -> this.groups.joined.get() >= 1 && this.consumer.isRunning());
		this.groups.assign(InMemoryGroups.P0);
		awaitHandled(1);
	}

	@Test
	void whenARecordCannotBeReadThenItsPartitionWaitsUntilExactlyThatOneIsSkipped(CapturedOutput output) {
		for (int i = 0; i < 5; i++) {
			this.groups.append(InMemoryGroups.P0, "a");
		}
		this.groups.append(InMemoryGroups.P1, "b");
		this.groups.unreadable = 3;
		start(SETTINGS);
		this.groups.assign(InMemoryGroups.P1);
		EventConsumer started = Objects.requireNonNull(this.consumer);
		await().until(() -> !started.status().unreadable().isEmpty());
		awaitHandled(4);
		awaitCommitted(3);
		Position unreadable = new Position("events", 0, 3);
		assertThat(started.status().unreadable()).containsExactly(unreadable);
		assertThat(this.groups.paused).containsExactly(InMemoryGroups.P0);
		for (Position other : List.of(new Position("events", 0, 2), new Position("events", 0, 4),
				new Position("events", 1, 0), new Position("other", 0, 3))) {
			assertThatIllegalArgumentException().isThrownBy(() -> started.skip(other))
				.withMessageContaining("[events:0:3]");
		}
		started.pause();
		started.resume();
		assertThat(started.status().unreadable()).containsExactly(unreadable);
		started.skip(unreadable);
		awaitHandled(5);
		awaitCommitted(5);
		assertThat(started.status().unreadable()).isEmpty();
		assertThat(this.handled).doesNotContain(unreadable);
		assertThat(output).containsOnlyOnce("cannot read the record at offset 3 of partition events:0");
	}

	@Test
	void whileItIsPausedNothingIsReadAndAfterwardsItGoesOn() {
		start(SETTINGS);
		this.consumer.pause();
		await().until(() -> this.groups.paused.contains(InMemoryGroups.P0));
		append("a");
		assertThat(this.consumer.status().state()).isEqualTo(ConsumerStatus.State.PAUSED);
		await().during(Duration.ofMillis(50)).until(this.handled::isEmpty);
		this.consumer.resume();
		awaitHandled(1);
	}

	@Test
	void whenOneEntryIsNotDoneThenItsPartitionIsReadOnlySoFarAhead() {
		hold(0);
		append("slow");
		for (int i = 0; i < 100; i++) {
			append("fast");
		}
		start(new ConsumerSettings(4, 1, 1_000, 1_000_000, 20, Duration.ofMillis(1), LONG, LONG));
		await().until(() -> this.groups.paused.contains(InMemoryGroups.P0));
		assertThat(this.handled).hasSizeLessThan(50);
		release(0);
		awaitHandled(101);
	}

	@Test
	void itTellsWhatItIsAt() {
		hold(1);
		append("a", "b");
		start(SETTINGS);
		awaitCommitted(1);
		ConsumerStatus status = this.consumer.status();
		assertThat(status.state()).isEqualTo(ConsumerStatus.State.RUNNING);
		assertThat(status.inFlight()).isEqualTo(1);
		assertThat(status.partitions()).singleElement().satisfies((partition) -> {
			assertThat(partition.partition()).isEqualTo(InMemoryGroups.P0);
			assertThat(partition.next()).isEqualTo(1);
			assertThat(partition.oldest()).isNotNull();
		});
		release(1);
		awaitCommitted(2);
		this.consumer.stop();
		assertThat(this.consumer.status().state()).isEqualTo(ConsumerStatus.State.STOPPED);
	}

	@Test
	void whatItsBuilderIsToldAfterwardsIsNotAboutIt() {
		EventConsumer.Builder builder = builder(SETTINGS, THREE_ATTEMPTS);
		EventConsumer one = builder.batchHandler((events) -> {
		});
		EventConsumer another = builder.topic("others").start(StartPosition.LATEST).handler(this::handle);
		assertThat(one.topics()).containsExactly("events");
		assertThat(one.startPosition()).isEqualTo(StartPosition.EARLIEST);
		assertThat(another.topics()).containsExactly("events", "others");
		assertThat(another.startPosition()).isEqualTo(StartPosition.LATEST);
	}

	@Test
	void whenTheStoreOfProcessedEventsIsAwayThenTheGroupWaitsAndNoAttemptIsCounted() {
		append("a", "b", "c", "d");
		AtomicBoolean away = new AtomicBoolean(true);
		AtomicInteger asked = new AtomicInteger();
		HandlerDecorator store = (group, handler) -> (events) -> {
			asked.incrementAndGet();
			if (away.get()) {
				throw new ProcessedEventsUnavailableException("The store cannot be asked", new IOException("no route"));
			}
			handler.handle(events);
		};
		RetryPolicy oneAttempt = new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(1), List.of());
		start(builder(SETTINGS, oneAttempt).decorators(List.of(store)).handler(this::handle));
		await().atMost(LONG).until(() -> asked.get() >= 3);
		assertThat(this.consumer.status().outage()).contains("The store cannot be asked", "no route");
		assertThat(this.handled).isEmpty();
		away.set(false);
		awaitHandled(4);
		awaitCommitted(4);
		assertThat(this.deadLetters).isEmpty();
		assertThat(this.consumer.status().outage()).isNull();
	}

	@Test
	void whenNothingTakesAnEventThenItIsDoneWithoutHandlerAndDecorators() {
		append("a", "b", "a", "b");
		List<String> seen = new CopyOnWriteArrayList<>();
		HandlerDecorator decorator = (group, handler) -> (events) -> {
			events.forEach((event) -> seen.add(event.event().sourceId()));
			handler.handle(events);
		};
		start(builder(SETTINGS, THREE_ATTEMPTS).decorators(List.of(decorator))
			.filter((event) -> event.sourceId().equals("b"))
			.handler(this::handle));
		awaitCommitted(4);
		assertThat(seen).containsExactly("b", "b");
	}

	@Test
	void whenAutoStartupIsOffThenTheConsumerDoesNotStartWithTheApplication() {
		assertThat(builder(SETTINGS, THREE_ATTEMPTS).autoStartup(false).handler(this::handle).isAutoStartup())
			.isFalse();
		assertThat(builder(SETTINGS, THREE_ATTEMPTS).handler(this::handle).isAutoStartup()).isTrue();
	}

	@Test
	void whenTheGroupRebalancesThenAStopGoesOnPollingUntilItCanCommit() {
		append("a", "b");
		start(settings(1_000, LONG, LONG));
		awaitHandled(2);
		this.groups.rebalancing = true;
		CompletableFuture<Void> stopped = CompletableFuture.runAsync(this.consumer::stop);
		await().atMost(LONG).until(() -> this.groups.refused.get() > 0);
		assertThat(stopped).isNotDone();
		this.groups.rebalancing = false;
		assertThat(stopped).succeedsWithin(LONG);
		assertThat(this.groups.committed).containsEntry(InMemoryGroups.P0, 2L);
	}

	@Test
	void whenTheGroupRebalancesForTooLongThenAStopEndsAndSaysSo(CapturedOutput output) {
		append("a", "b");
		start(settings(1_000, LONG, Duration.ofMillis(200)));
		awaitHandled(2);
		this.groups.rebalancing = true;
		this.consumer.stop();
		assertThat(output).contains("within the drain timeout");
		this.groups.rebalancing = false;
	}

	@Test
	void whenCommitsGetNoAnswerThenAStopWaitsForThemNoLongerThanTheDrainTimeout(CapturedOutput output) {
		append("a", "b");
		Duration drainTimeout = Duration.ofSeconds(3);
		start(settings(1_000, LONG, drainTimeout));
		awaitHandled(2);
		this.groups.hanging = true;
		this.consumer.stop();
		assertThat(this.groups.waited).isNotEmpty()
			.allSatisfy((timeout) -> assertThat(timeout).isPositive().isLessThanOrEqualTo(drainTimeout));
		assertThat(output).contains("Failed to commit the last offsets");
	}

	@Test
	void aFailedAttemptIsOneLineAndTheLastOneHasItsStackTrace(CapturedOutput output) {
		append("a");
		start(builder(SETTINGS, THREE_ATTEMPTS)
			.handlerSettings((event) -> new HandlerSettings("Printing." + event.source().id(), THREE_ATTEMPTS, null))
			.handler((event) -> {
				throw new IllegalStateException("outer", new IOException("no paper"));
			}));
		await().atMost(LONG).until(() -> this.deadLetters.size() == 1);
		String event = "of type 'order.placed' and source order:a at " + InMemoryGroups.P0.topic() + ":0:0";
		assertThat(output.getOut().lines().filter((line) -> line.contains(event))).satisfiesExactly(
				(line) -> assertThat(line).contains("attempt 1 of 3 of Printing.a failed", "no paper"),
				(line) -> assertThat(line).contains("attempt 2 of 3 of Printing.a failed", "no paper"),
				(line) -> assertThat(line).contains("attempt 3 of 3 of Printing.a failed", "no more attempts"));
		assertThat(output.getOut().lines().filter((line) -> line.startsWith("Caused by: java.io.IOException")))
			.hasSize(1);
	}

	@Test
	void aDecisionPrecedesTheRetryPolicy() {
		append("retried", "dead", "skipped", "policy");
		for (long offset = 0; offset < 4; offset++) {
			this.failures.put(offset, new IllegalArgumentException("fatal by the policy"));
		}
		Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
		FailureDecider silent = (attempt) -> null;
		FailureDecider broken = (attempt) -> {
			throw new IllegalStateException("broken");
		};
		FailureDecider decider = (attempt) -> {
			String source = attempt.event().event().sourceId();
			attempts.computeIfAbsent(source, (key) -> new AtomicInteger()).set(attempt.attempts());
			return switch (source) {
				case "retried" -> {
					if (attempt.attempts() == 5) {
						this.failures.remove(0L);
					}
					yield FailureDecision.retryAfter(Duration.ZERO);
				}
				case "dead" -> FailureDecision.deadLetter();
				case "skipped" -> FailureDecision.skip();
				default -> null;
			};
		};
		List<String> skipped = new CopyOnWriteArrayList<>();
		start(builder(SETTINGS, THREE_ATTEMPTS).failureDeciders(List.of(silent, broken, decider))
			.listener(new ConsumerListener() {

				@Override
				public void handled(String group, String topic, int events, Duration time, Outcome outcome) {
				}

				@Override
				public void deadLetter(String group, String topic, boolean kept) {
				}

				@Override
				public void skipped(String group, String topic) {
					skipped.add(topic);
				}

			})
			.handler(this::handle));
		awaitCommitted(4);
		assertThat(this.handled).extracting(Position::offset).containsExactly(0L);
		assertThat(this.deadLetters).extracting(Position::offset).containsExactlyInAnyOrder(1L, 3L);
		assertThat(skipped).containsExactly("events");
		assertThat(attempts.get("retried")).hasValue(5);
	}

	@Test
	void aHandlerIsToldTheNumberOfItsAttempt() {
		append("a");
		List<Integer> numbers = new CopyOnWriteArrayList<>();
		start(builder(SETTINGS, THREE_ATTEMPTS).handler((event) -> {
			numbers.add(HandlingAttempt.number());
			if (numbers.size() < 3) {
				throw new IllegalStateException("again");
			}
		}));
		awaitCommitted(1);
		assertThat(numbers).containsExactly(1, 2, 3);
		assertThat(HandlingAttempt.number()).isOne();
	}

	@Test
	void handlersOfOneGroupHaveSettingsOfTheirOwn() {
		append("once", "thrice");
		this.failures.put(0L, new IllegalStateException());
		this.failures.put(1L, new IllegalStateException());
		start(builder(SETTINGS, THREE_ATTEMPTS)
			.handlerSettings((event) -> new HandlerSettings(event.sourceId(),
					event.sourceId().equals("once") ? THREE_ATTEMPTS.withMaxAttempts(1) : THREE_ATTEMPTS, null))
			.handler(this::handle));
		awaitCommitted(2);
		assertThat(this.calls).hasValue(4);
	}

	@Test
	void aRateLimitDelaysAttemptsAndKeepsTheOrderOfASource() {
		for (int i = 0; i < 30; i++) {
			append("k" + i % 3);
		}
		long started = System.nanoTime();
		start(builder(SETTINGS, THREE_ATTEMPTS).rateLimit(RateLimit.of(100, 10)).handler(this::handle));
		awaitHandled(30);
		assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(Duration.ofMillis(190));
		for (int key = 0; key < 3; key++) {
			int remainder = key;
			assertThat(this.handled).extracting(Position::offset)
				.filteredOn((offset) -> offset % 3 == remainder)
				.isSorted();
		}
	}

	@Test
	void whileEventsWaitForTheRateLimitAStopDoesNotWaitForThem() {
		append("a", "b", "c");
		start(builder(settings(1_000, Duration.ofMillis(1), LONG), THREE_ATTEMPTS).rateLimit(RateLimit.of(0.001, 1))
			.handler(this::handle));
		awaitHandled(1);
		long stopping = System.nanoTime();
		Objects.requireNonNull(this.consumer).stop();
		assertThat(Duration.ofNanos(System.nanoTime() - stopping)).isLessThan(LONG.dividedBy(2));
		assertThat(this.handled).hasSize(1);
	}

	@Test
	void withoutOrderNoEventWaitsForAnotherOneAndTheLowestUnfinishedIsCommitted() {
		append("a", "a", "a", "a");
		hold(0);
		start(builder(SETTINGS, THREE_ATTEMPTS).ordering(Ordering.NONE).handler((event) -> {
			CountDownLatch gate = this.gates.get(event.position().offset());
			if (gate != null) {
				gate.await();
			}
			this.handled.add(event.position());
		}));
		awaitHandled(3);
		assertThat(this.handled).extracting(Position::offset).containsExactlyInAnyOrder(1L, 2L, 3L);
		assertThat(this.groups.committed.getOrDefault(InMemoryGroups.P0, 0L)).isZero();
		release(0);
		awaitCommitted(4);
	}

	@Test
	void withoutOrderAFailedEventDelaysNoOther() {
		append("a", "a");
		start(builder(SETTINGS, new RetryPolicy(2, Duration.ofHours(1), Duration.ofHours(1), List.of()))
			.ordering(Ordering.NONE)
			.handler((event) -> {
				if (event.position().offset() == 0) {
					throw new IllegalStateException();
				}
				this.handled.add(event.position());
			}));
		awaitHandled(1);
		long stopping = System.nanoTime();
		Objects.requireNonNull(this.consumer).stop();
		assertThat(Duration.ofNanos(System.nanoTime() - stopping)).isLessThan(LONG.dividedBy(2));
		assertThat(this.groups.committed.getOrDefault(InMemoryGroups.P0, 0L)).isZero();
	}

	@Test
	void whatHasNoOrderCannotBeParked() {
		assertThatIllegalStateException()
			.isThrownBy(() -> builder(SETTINGS, THREE_ATTEMPTS).ordering(Ordering.NONE)
				.redrive(new InMemoryDeadLetters(1))
				.afterDeadLetter(AfterDeadLetter.PARK)
				.handler(this::handle))
			.withMessageContaining("after-dead-letter")
			.withMessageContaining("ordering");
	}

	private void start(ConsumerSettings settings) {
		start(settings, THREE_ATTEMPTS);
	}

	private void start(RetryPolicy policy) {
		start(SETTINGS, policy);
	}

	private void start(ConsumerSettings settings, RetryPolicy policy) {
		start(builder(settings, policy).handler(this::handle));
	}

	private EventConsumer.Builder builder(ConsumerSettings settings, RetryPolicy policy) {
		return new EventConsumer.Builder(this.groups, "group", this::keep).topic("events")
			.settings(settings)
			.retry(policy);
	}

	private void start(EventConsumer consumer) {
		this.groups.assign(InMemoryGroups.P0);
		this.consumer = consumer;
		this.consumer.start();
	}

	private static ConsumerSettings settings(int maxInFlight, Duration commitInterval, Duration drainTimeout) {
		return new ConsumerSettings(4, 10, maxInFlight, 1_000_000, 1_000, commitInterval, drainTimeout, LONG);
	}

	private void handle(StoredEvent event) throws Exception {
		this.calls.incrementAndGet();
		Position position = event.position();
		String assignment = event.event().sourceId() + this.gates.get(position.offset());
		if (!this.busy.add(assignment)) {
			throw new AssertionError("two at a time of " + assignment);
		}
		try {
			CountDownLatch gate = this.gates.get(position.offset());
			if (gate != null) {
				gate.await();
			}
			Exception failure = this.failures.get(position.offset());
			if (failure != null) {
				throw failure;
			}
			this.handled.add(position);
		}
		finally {
			this.busy.remove(assignment);
		}
	}

	private CompletableFuture<Position> keep(LogRecord entry, String group, int attempts, Throwable cause) {
		if (this.deadLettersAway) {
			return CompletableFuture.failedFuture(new IOException("away"));
		}
		this.deadLetters.add(entry.position());
		return CompletableFuture.completedFuture(entry.position());
	}

	private void append(String... keys) {
		for (String key : keys) {
			this.groups.append(InMemoryGroups.P0, key);
		}
	}

	private void hold(long offset) {
		this.gates.put(offset, new CountDownLatch(1));
	}

	private void release(long offset) {
		this.gates.get(offset).countDown();
	}

	private void awaitHandled(int count) {
		await().atMost(LONG).until(() -> this.handled.size() >= count);
		assertThat(new ArrayList<>(this.handled)).hasSize(count);
	}

	private void awaitCommitted(long next) {
		await().atMost(LONG).until(() -> Long.valueOf(next).equals(this.groups.committed.get(InMemoryGroups.P0)));
	}

}
