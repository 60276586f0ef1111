package io.github.dualstream.publisher;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.Notification;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NotificationDispatcher}.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class NotificationDispatcherTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final DispatcherSettings SETTINGS = new DispatcherSettings(1000, OverflowPolicy.DROP_NEWEST, 100,
			LONG, LONG, LONG);

	private final HostileBus bus = new HostileBus();

	private final OutcomeCounter outcomes = new OutcomeCounter();

	private @Nullable NotificationDispatcher dispatcher;

	private long offset;

	@AfterEach
	void close() {
		this.bus.goOn();
		if (this.dispatcher != null) {
			this.dispatcher.close();
		}
		assertThat(this.outcomes.ended()).as("%s", this.outcomes).isEqualTo(this.outcomes.accepted.get());
	}

	@Test
	void whenTheBusIsIdleThenALoneNotificationLeavesAtOnce() {
		NotificationDispatcher dispatcher = start(SETTINGS);
		Event event = PublishedEvents.event("a");
		dispatcher.announce(event, PublishedEvents.position(7));
		awaitAccountedFor(1);
		assertThat(this.bus.sent()).containsExactly(Notification.of(event, PublishedEvents.position(7), null));
		assertThat(this.outcomes.sent).hasValue(1);
	}

	@Test
	void whenTheBusIsBusyThenWhatWaitsGoesOutTogetherUpToABatchAndInOrder() {
		NotificationDispatcher dispatcher = start(settings(1000, OverflowPolicy.DROP_NEWEST, 4, LONG));
		hangWithOne(dispatcher);
		announce(dispatcher, 10);
		assertThat(dispatcher.queueSize()).isEqualTo(10);
		this.bus.goOn();
		awaitAccountedFor(11);
		assertThat(this.bus.batches).extracting(List::size).containsExactly(1, 4, 4, 2);
		assertThat(this.bus.sent()).extracting((sent) -> sent.position().offset())
			.containsExactlyElementsOf(IntStream.range(0, 11).mapToObj(Long::valueOf).toList());
	}

	@Test
	void whenASourceIsAnnouncedAgainThenPrevIsItsLastPositionAlsoIfThatWasDropped() {
		NotificationDispatcher dispatcher = start(settings(2, OverflowPolicy.DROP_NEWEST, 100, LONG));
		this.bus.hang();
		announce(dispatcher, "a"); // 0, with the bus
		Awaitility.await().untilAsserted(() -> assertThat(this.bus.calls.get()).isOne());
		announce(dispatcher, "a", "b", "a"); // 1 and 2 wait, 3 is dropped
		this.bus.goOn();
		awaitAccountedFor(4);
		announce(dispatcher, "a", "b");
		awaitAccountedFor(6);
		assertThat(this.bus.sent()).extracting((sent) -> sent.position().offset() + "<" + offsetOf(sent.prev()))
			.containsExactly("0<null", "1<0", "2<null", "4<3", "5<2");
		assertThat(this.outcomes.dropped(DropReason.QUEUE_FULL)).isOne();
	}

	@Test
	void whenTwoSourceTypesShareAnIdThenTheirPositionsAreNotMixedUp() {
		NotificationDispatcher dispatcher = start(SETTINGS);
		announce(dispatcher, "a");
		dispatcher.announce(Event.of("repo", "a", "repo.pushed", "data"), PublishedEvents.position(1));
		awaitAccountedFor(2);
		assertThat(this.bus.sent()).extracting(Notification::prev).containsOnlyNulls();
	}

	@Test
	void whenTheQueueIsFullThenTheNewestAreDropped() {
		NotificationDispatcher dispatcher = start(settings(3, OverflowPolicy.DROP_NEWEST, 100, LONG));
		hangWithOne(dispatcher);
		announce(dispatcher, 5);
		assertThat(this.outcomes.dropped(DropReason.QUEUE_FULL)).isEqualTo(2);
		this.bus.goOn();
		awaitAccountedFor(6);
		assertThat(this.outcomes.sent).hasValue(4);
	}

	@Test
	void whenItConflatesThenTheNewestOfASourceReplacesItsOlderOnes() {
		NotificationDispatcher dispatcher = start(settings(3, OverflowPolicy.CONFLATE, 100, LONG));
		hangWithOne(dispatcher);
		announce(dispatcher, "a", "b", "a", "a");
		assertThat(this.outcomes.dropped(DropReason.CONFLATED)).isEqualTo(2);
		this.bus.goOn();
		awaitAccountedFor(5);
		assertThat(this.bus.batches.get(1)).extracting((sent) -> sent.position().offset()).containsExactly(4L, 2L);
	}

	@Test
	void whenTheBusHangsThenAnnouncingGoesOnAndTheQueueStaysBounded() {
		NotificationDispatcher dispatcher = start(settings(100, OverflowPolicy.DROP_NEWEST, 100, LONG));
		hangWithOne(dispatcher);
		announce(dispatcher, 100_000);
		assertThat(dispatcher.queueSize()).isEqualTo(100);
		assertThat(this.outcomes.dropped(DropReason.QUEUE_FULL)).isEqualTo(99_900);
		assertThat(this.bus.batches).isEmpty();
	}

	@Test
	void whenNotificationsWaitedForTooLongThenTheyAreDropped() {
		NotificationDispatcher dispatcher = start(
				settings(1000, OverflowPolicy.DROP_NEWEST, 100, Duration.ofMillis(500)));
		hangWithOne(dispatcher);
		announce(dispatcher, 2);
		long start = System.nanoTime();
		Awaitility.await().until(() -> System.nanoTime() - start > Duration.ofMillis(600).toNanos());
		announce(dispatcher, 1);
		this.bus.goOn();
		awaitAccountedFor(4);
		assertThat(this.outcomes.dropped(DropReason.EXPIRED)).isEqualTo(2);
		assertThat(this.bus.sent()).extracting((sent) -> sent.position().offset()).containsExactly(0L, 3L);
	}

	@Test
	void whenTheBusRefusesThenItIsCountedAsItsError() {
		NotificationDispatcher dispatcher = start(SETTINGS);
		this.bus.behaviour = (batch) -> {
			throw HostileBus.failure(0, batch.size(), 0);
		};
		announce(dispatcher, 1);
		awaitAccountedFor(1);
		assertThat(this.outcomes.dropped(DropReason.REDIS_ERROR)).isOne();
	}

	@Test
	void whenABatchFailsInPartThenEachPartIsCountedAndTheBreakerStaysClosed() {
		NotificationDispatcher dispatcher = start(SETTINGS);
		this.bus.behaviour = (batch) -> {
			if (batch.size() == 6) {
				throw HostileBus.failure(3, 2, 1);
			}
		};
		for (int i = 0; i < 5; i++) {
			hangWithOne(dispatcher);
			announce(dispatcher, 6);
			this.bus.goOn();
			awaitAccountedFor(7L * (i + 1));
		}
		assertThat(this.outcomes.sent).hasValue(5 * (1 + 3));
		assertThat(this.outcomes.dropped(DropReason.REDIS_ERROR)).isEqualTo(5 * 2);
		assertThat(this.outcomes.unknown).hasValue(5);
		assertThat(dispatcher.circuit().getState()).isEqualTo(CircuitBreaker.State.CLOSED);
	}

	@Test
	void whenTheBusThrowsSomethingElseThenTheOutcomeIsUnknown() {
		NotificationDispatcher dispatcher = start(SETTINGS);
		this.bus.behaviour = (batch) -> {
			throw new IllegalStateException("bug in a bus");
		};
		announce(dispatcher, 1);
		awaitAccountedFor(1);
		assertThat(this.outcomes.unknown).hasValue(1);
	}

	@Test
	void whenAClassOfTheBusIsMissingThenTheOutcomeIsUnknownAndTheThreadGoesOn() {
		NotificationDispatcher dispatcher = start(SETTINGS);
		this.bus.behaviour = (batch) -> {
			throw new NoClassDefFoundError("part of a bus");
		};
		announce(dispatcher, 1);
		awaitAccountedFor(1);
		assertThat(this.outcomes.unknown).hasValue(1);
		this.bus.behaviour = (batch) -> {
		};
		announce(dispatcher, 1);
		awaitAccountedFor(2);
		assertThat(this.outcomes.sent).hasValue(1);
	}

	@Test
	void whenTheBusFailsAgainAndAgainThenItIsLeftAlone() {
		NotificationDispatcher dispatcher = start(SETTINGS);
		failThreeTimes(dispatcher);
		int calls = this.bus.calls.get();
		announce(dispatcher, 10);
		awaitAccountedFor(13);
		assertThat(dispatcher.circuit().getState()).isEqualTo(CircuitBreaker.State.OPEN);
		assertThat(this.outcomes.dropped(DropReason.CIRCUIT_OPEN)).isEqualTo(10);
		assertThat(this.bus.calls).hasValue(calls);
	}

	@Test
	void whenTheBusGoesAndComesBackThenNotificationsFlowAgainAndEachIsLoggedOnce(CapturedOutput output) {
		NotificationDispatcher dispatcher = start(
				new DispatcherSettings(1000, OverflowPolicy.DROP_NEWEST, 100, LONG, Duration.ofMillis(50), LONG));
		announce(dispatcher, 1);
		awaitAccountedFor(1);
		this.bus.behaviour = (batch) -> {
			throw HostileBus.failure(0, 0, batch.size());
		};
		Awaitility.await().until(() -> {
			announce(dispatcher, 1);
			return this.bus.calls.get() > 8;
		});
		this.bus.behaviour = (batch) -> {
		};
		Awaitility.await().until(() -> {
			announce(dispatcher, 1);
			return this.outcomes.sent.get() > 3;
		});
		assertThat(dispatcher.circuit().getState()).isEqualTo(CircuitBreaker.State.CLOSED);
		assertThat(output).containsOnlyOnce("Failed to send notifications")
			.containsOnlyOnce("bus says no")
			.containsOnlyOnce("being sent again");
	}

	@Test
	void whenAListenerThrowsThenTheThreadGoesOnAndTheBusIsNotBlamed(CapturedOutput output) {
		OutcomeCounter failing = new OutcomeCounter() {

			@Override
			public void sent(Duration sinceAcknowledgement) {
				super.sent(sinceAcknowledgement);
				throw new IllegalStateException("broken listener");
			}
		};
		try (NotificationDispatcher dispatcher = new NotificationDispatcher(this.bus, SETTINGS, failing,
				new Threads())) {
			for (int i = 1; i <= 5; i++) {
				announce(dispatcher, 1);
				long count = i;
				Awaitility.await().untilAsserted(() -> assertThat(failing.sent.get()).isEqualTo(count));
			}
			assertThat(failing.unknown).hasValue(0);
			assertThat(dispatcher.circuit().getState()).isEqualTo(CircuitBreaker.State.CLOSED);
		}
		assertThat(output).contains("Thread 'dual-stream-dispatcher' failed", "broken listener")
			.doesNotContain("Failed to send notifications");
	}

	private void failThreeTimes(NotificationDispatcher dispatcher) {
		this.bus.behaviour = (batch) -> {
			throw HostileBus.failure(0, 0, batch.size());
		};
		for (int i = 1; i <= 3; i++) {
			announce(dispatcher, 1);
			awaitAccountedFor(i);
		}
		assertThat(this.outcomes.unknown).hasValue(3);
	}

	private void hangWithOne(NotificationDispatcher dispatcher) {
		int calls = this.bus.calls.get();
		this.bus.hang();
		announce(dispatcher, 1);
		Awaitility.await().untilAsserted(() -> assertThat(this.bus.calls.get()).isGreaterThan(calls));
	}

	private void announce(NotificationDispatcher dispatcher, int count) {
		for (int i = 0; i < count; i++) {
			announce(dispatcher, "source");
		}
	}

	private void announce(NotificationDispatcher dispatcher, String... sourceIds) {
		for (String sourceId : sourceIds) {
			dispatcher.announce(PublishedEvents.event(sourceId), PublishedEvents.position(this.offset++));
		}
	}

	private void awaitAccountedFor(long count) {
		Awaitility.await().untilAsserted(() -> assertThat(this.outcomes.ended()).isEqualTo(count));
	}

	private NotificationDispatcher start(DispatcherSettings settings) {
		NotificationDispatcher started = new NotificationDispatcher(this.bus, settings, this.outcomes, new Threads());
		this.dispatcher = started;
		return started;
	}

	private static DispatcherSettings settings(int capacity, OverflowPolicy overflow, int maxBatch, Duration maxAge) {
		return new DispatcherSettings(capacity, overflow, maxBatch, maxAge, LONG, LONG);
	}

	private static @Nullable Long offsetOf(@Nullable Position position) {
		return (position != null) ? position.offset() : null;
	}

}
