package io.github.dualstream.heartbeat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.dualstream.Event;
import io.github.dualstream.feed.InMemoryLog;
import io.github.dualstream.feed.SourceHistory;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.TopicRouting;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HeartbeatMonitor}.
 */
class HeartbeatMonitorTests {

	private static final Duration INTERVAL = Duration.ofSeconds(10);

	private final SettableClock clock = new SettableClock();

	private final InMemoryLog log = new InMemoryLog("heartbeats");

	private final SourceHistory history = new SourceHistory(this.log, new TopicRouting("heartbeats", Map.of()),
			Duration.ofSeconds(5));

	private final List<String> changes = new ArrayList<>();

	private final HeartbeatMonitor monitor = new HeartbeatMonitor(
			(source) -> this.history.page(source, null, 1).events().stream().findFirst(), List.of("orders"),
			new HeartbeatSettings(INTERVAL, 2, 3, 5),
			(event) -> this.changes.add(describe((HeartbeatLevelChanged) event)), new Threads(), this.clock);

	@Test
	void whileBeatsComeNothingHappens() {
		for (int i = 0; i < 10; i++) {
			beat(this.clock.instant());
			lookAfter(INTERVAL);
		}
		assertThat(pulse().level()).isEqualTo(HeartbeatLevel.OK);
		assertThat(pulse().missed()).isOne();
		assertThat(this.changes).isEmpty();
	}

	@Test
	void theLongerTheSilenceTheWorseTheLevelAndABeatEndsIt() {
		beat(this.clock.instant());
		lookAfter(Duration.ZERO);
		for (int i = 0; i < 6; i++) {
			lookAfter(INTERVAL);
		}
		assertThat(pulse().missed()).isEqualTo(6);
		beat(this.clock.instant());
		lookAfter(Duration.ofSeconds(1));
		assertThat(this.changes).containsExactly("orders OK to WARNING at 2", "orders WARNING to ERROR at 3",
				"orders ERROR to CRITICAL at 5", "orders CRITICAL to OK at 0");
	}

	@Test
	void whenAServiceNeverBeatThenItsSilenceCountsFromTheBeginningOfTheWatch() {
		lookAfter(INTERVAL.multipliedBy(4));
		assertThat(pulse()).isEqualTo(new Pulse(HeartbeatLevel.ERROR, 4, null));
	}

	@Test
	void anExpiredBeatDoesNotCount() {
		beat(this.clock.instant().minus(INTERVAL.multipliedBy(5)).minusMillis(1));
		lookAfter(Duration.ZERO);
		assertThat(pulse().lastBeat()).isNull();
		lookAfter(INTERVAL.multipliedBy(5));
		// delivered now, sent long ago
		beat(this.clock.instant().minus(INTERVAL.multipliedBy(6)));
		lookAfter(Duration.ZERO);
		assertThat(pulse().level()).isEqualTo(HeartbeatLevel.CRITICAL);
	}

	@Test
	void aBeatFromTheFutureCountsNoLongerThanAnyOther() {
		beat(this.clock.instant().plus(Duration.ofDays(365)));
		lookAfter(Duration.ZERO);
		assertThat(pulse().lastBeat()).isEqualTo(this.clock.instant());
		lookAfter(INTERVAL.multipliedBy(5));
		assertThat(pulse().level()).isEqualTo(HeartbeatLevel.CRITICAL);
	}

	@Test
	void whileTheLogCannotBeReadNoBeatIsMissed() {
		beat(this.clock.instant());
		lookAfter(Duration.ZERO);
		this.log.setAway(true);
		lookAfter(INTERVAL.multipliedBy(20));
		assertThat(this.monitor.isSeeing()).isFalse();
		assertThat(pulse().level()).isEqualTo(HeartbeatLevel.OK);
		this.log.setAway(false);
		lookAfter(INTERVAL);
		assertThat(this.monitor.isSeeing()).isTrue();
		assertThat(pulse().missed()).isZero();
		lookAfter(INTERVAL.multipliedBy(3));
		assertThat(pulse().level()).isEqualTo(HeartbeatLevel.ERROR);
	}

	private void beat(Instant time) {
		this.log.append(Event.of("heartbeat", "orders", "heartbeat", Map.of()).toBuilder().time(time).build());
	}

	private void lookAfter(Duration duration) {
		this.clock.now = this.clock.now.plus(duration);
		this.monitor.run();
	}

	private Pulse pulse() {
		return this.monitor.pulses().get("orders");
	}

	private static String describe(HeartbeatLevelChanged change) {
		return change.service() + " " + change.previous() + " to " + change.pulse().level() + " at "
				+ change.pulse().missed();
	}

	private static final class SettableClock extends Clock {

		private Instant now = Instant.parse("2026-01-01T00:00:00Z");

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Instant instant() {
			return this.now;
		}

	}

}
