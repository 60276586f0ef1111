package io.github.dualstream.publisher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.AppendBuffer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link BacklogMonitor}.
 */
class BacklogMonitorTests {

	private final Backlog backlog = new Backlog(() -> this.now);

	private final Buffer buffer = new Buffer();

	private final List<Object> events = new ArrayList<>();

	private long now;

	private final BacklogMonitor monitor = monitor(Duration.ofSeconds(1));

	@Test
	void whenNothingWasPublishedThenTheBufferIsNotAskedFor() {
		this.buffer.used = 1000;
		sampleAfter(1);
		assertThat(this.monitor.state()).isEqualTo(BacklogState.NONE);
		assertThat(this.buffer.asked).isFalse();
	}

	@Test
	void rateAndLatencyAreThoseOfTheInterval() {
		publish(199);
		Backlog.Start start = this.backlog.start();
		this.now += TimeUnit.SECONDS.toNanos(1);
		this.backlog.end(start);
		sampleAfter(1);
		assertThat(this.monitor.state().ratePerSecond()).isEqualTo(100);
		assertThat(this.monitor.state().latency()).isEqualTo(Duration.ofMillis(5));
		assertThat(this.monitor.state().level()).isEqualTo(BacklogLevel.NORMAL);
		sampleAfter(1);
		assertThat(this.monitor.state().ratePerSecond()).isZero();
		assertThat(this.monitor.state().latency()).isZero();
		assertThat(this.monitor.state().inFlight()).isZero();
	}

	@Test
	void theLevelFollowsTheBufferAndEachChangeIsAnEvent() {
		publish(1);
		for (int used : new int[] { 24, 25, 49, 50, 79, 80, 100, 10 }) {
			this.buffer.used = used;
			publish(1);
			sampleAfter(1);
		}
		assertThat(this.events).extracting((event) -> ((BacklogLevelChanged) event).state().level())
			.containsExactly(BacklogLevel.ELEVATED, BacklogLevel.HIGH, BacklogLevel.CRITICAL, BacklogLevel.NORMAL);
		assertThat(this.events).extracting((event) -> ((BacklogLevelChanged) event).previous())
			.containsExactly(BacklogLevel.NORMAL, BacklogLevel.ELEVATED, BacklogLevel.HIGH, BacklogLevel.CRITICAL);
	}

	@Test
	void whenNothingIsAnsweredThenTheLoadRisesThoughTheBufferIsEmpty() {
		publish(1);
		sampleAfter(1);
		Backlog.Start start = this.backlog.start();
		sampleAfter(1);
		assertThat(this.monitor.state().latency()).isEqualTo(Duration.ofSeconds(1));
		sampleAfter(4);
		assertThat(this.monitor.state().inFlight()).isOne();
		assertThat(this.monitor.state().latency()).isEqualTo(Duration.ofSeconds(5));
		assertThat(this.monitor.state().level()).isEqualTo(BacklogLevel.HIGH);
		sampleAfter(60);
		assertThat(this.monitor.state().load()).isEqualTo(1);
		this.backlog.end(start);
		sampleAfter(1);
		assertThat(this.monitor.state().latency()).isEqualTo(Duration.ofSeconds(65));
		sampleAfter(1);
		assertThat(this.monitor.state().level()).isEqualTo(BacklogLevel.NORMAL);
	}

	@Test
	void whenTheFirstPublishOfAnIdleProcessIsInFlightThenItsAgeIsItsOwn() {
		sampleAfter(22);
		this.backlog.start();
		this.now += TimeUnit.MILLISECONDS.toNanos(100);
		this.monitor.run();
		assertThat(this.monitor.state().latency()).isEqualTo(Duration.ofMillis(100));
		assertThat(this.monitor.state().level()).isEqualTo(BacklogLevel.NORMAL);
	}

	@Test
	void whenThereWasNoPublishForAnHourThenTheAgeOfTheNextIsItsOwn() {
		publish(3);
		sampleAfter(1);
		// looks are as far apart as is configured
		this.now += TimeUnit.HOURS.toNanos(1);
		Backlog.Start start = this.backlog.start();
		this.now += TimeUnit.MILLISECONDS.toNanos(100);
		this.monitor.run();
		assertThat(this.monitor.state().latency()).isEqualTo(Duration.ofMillis(100));
		this.backlog.end(start);
		sampleAfter(1);
		assertThat(this.monitor.state().latency()).isEqualTo(Duration.ofMillis(100));
	}

	@Test
	void whenSomePublishesAreAnsweredAndOthersNotThenTheRestCountsFromTheLastAnswer() {
		Backlog.Start first = this.backlog.start();
		this.backlog.start();
		this.now += TimeUnit.SECONDS.toNanos(1);
		this.backlog.end(first);
		this.monitor.run();
		sampleAfter(3);
		assertThat(this.monitor.state().inFlight()).isOne();
		assertThat(this.monitor.state().latency()).isEqualTo(Duration.ofSeconds(3));
		this.backlog.start();
		sampleAfter(9);
		assertThat(this.monitor.state().level()).isEqualTo(BacklogLevel.CRITICAL);
	}

	@Test
	void whenStartedThenItLooksByItself() {
		BacklogMonitor started = monitor(Duration.ofMillis(5));
		publish(1);
		this.buffer.used = 90;
		started.start();
		try {
			await().until(() -> started.state().level() == BacklogLevel.CRITICAL);
		}
		finally {
			started.stop();
		}
		assertThat(started.isRunning()).isFalse();
	}

	private BacklogMonitor monitor(Duration interval) {
		return new BacklogMonitor(this.backlog, this.buffer,
				new BacklogThresholds(0.25, 0.5, 0.8, Duration.ofSeconds(10)), interval, this.events::add,
				new Threads(), () -> this.now);
	}

	private void publish(int count) {
		for (int i = 0; i < count; i++) {
			this.backlog.end(this.backlog.start());
		}
	}

	private void sampleAfter(int seconds) {
		this.now += TimeUnit.SECONDS.toNanos(seconds);
		this.monitor.run();
	}

	private static final class Buffer implements AppendBuffer {

		private volatile long used;

		private volatile boolean asked;

		@Override
		public long usedBytes() {
			this.asked = true;
			return this.used;
		}

		@Override
		public long capacityBytes() {
			return 100;
		}

	}

}
