package io.github.dualstream.publisher;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import io.github.dualstream.schedule.Threads;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NotificationDispatcher#close()}.
 */
@Timeout(60)
class NotificationDispatcherShutdownTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final HostileBus bus = new HostileBus();

	private final OutcomeCounter outcomes = new OutcomeCounter();

	@Test
	void whenItIsClosedThenWhatWaitsIsStillSent() {
		NotificationDispatcher dispatcher = start(LONG);
		this.bus.hang();
		announce(dispatcher, 50);
		Thread closing = new Thread(dispatcher::close);
		closing.start();
		Awaitility.await().until(() -> closing.getState() == Thread.State.WAITING);
		this.bus.goOn();
		Awaitility.await().until(() -> !closing.isAlive());
		assertThat(this.outcomes.sent).hasValue(50);
	}

	@Test
	void whenItWasClosedThenNothingIsSentAnyMore() {
		NotificationDispatcher dispatcher = start(LONG);
		dispatcher.close();
		dispatcher.close();
		announce(dispatcher, 3);
		assertThat(this.outcomes.dropped(DropReason.SHUTDOWN)).isEqualTo(3);
		assertThat(this.bus.calls).hasValue(0);
	}

	@Test
	void whenTheBusIsSlowThenClosingTakesABoundedTimeAndTheRestIsDropped() {
		this.bus.behaviour = (batch) -> LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
		NotificationDispatcher dispatcher = start(Duration.ofMillis(200));
		announce(dispatcher, 1000);
		long start = System.nanoTime();
		dispatcher.close();
		// sending everything would take 50 s
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
		assertThat(this.outcomes.sent).hasPositiveValue();
		assertThat(this.outcomes.dropped(DropReason.SHUTDOWN)).isPositive();
		assertThat(this.outcomes.ended()).as("%s", this.outcomes).isEqualTo(1000);
	}

	@Test
	void whenTheBusFailsThenClosingDropsWhatWaits() {
		this.bus.behaviour = (batch) -> {
			throw HostileBus.failure(0, 0, batch.size());
		};
		NotificationDispatcher dispatcher = start(LONG);
		announce(dispatcher, 100);
		dispatcher.close();
		assertThat(this.outcomes.sent).hasValue(0);
		assertThat(this.outcomes.ended()).as("%s", this.outcomes).isEqualTo(100);
	}

	@Test
	void whenTheBusEndsTheThreadThenLaterNotificationsAreCountedAsDropped() {
		this.bus.behaviour = (batch) -> Thread.currentThread().interrupt();
		NotificationDispatcher dispatcher = start(LONG);
		announce(dispatcher, 1);
		Awaitility.await().untilAsserted(() -> assertThat(this.outcomes.sent.get()).isOne());
		announce(dispatcher, 100);
		dispatcher.close();
		assertThat(this.outcomes.ended()).as("%s", this.outcomes).isEqualTo(101);
	}

	private NotificationDispatcher start(Duration drainTimeout) {
		return new NotificationDispatcher(this.bus,
				new DispatcherSettings(1000, OverflowPolicy.DROP_NEWEST, 1, LONG, LONG, drainTimeout), this.outcomes,
				new Threads());
	}

	private static void announce(NotificationDispatcher dispatcher, int count) {
		for (int i = 0; i < count; i++) {
			dispatcher.announce(PublishedEvents.event("a"), PublishedEvents.position(i));
		}
	}

}
