package io.github.dualstream.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.github.dualstream.Position;
import io.github.dualstream.Source;
import io.github.dualstream.harness.history.FeedDeliveries;
import io.github.dualstream.harness.history.HistoryEntry;
import io.github.dualstream.harness.history.LogRecord;
import io.github.dualstream.harness.history.Violation;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.Notification;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random courses of things, the same for the same seed: notifications are lost, doubled,
 * reordered, delayed and forged, clients are slow, leave and come back, the log is away,
 * and history expires. Invariant F is checked against the log.
 */
class FeedSimulationTests {

	private static final long SEED = 20_261_121L;

	private static final int RUNS = 400;

	private static final int STEPS = 400;

	@Test
	void everyClientSeesEachEventOnceAndInOrderOrIsTold() {
		int delivered = 0;
		for (long seed = SEED; seed < SEED + RUNS; seed++) {
			Run run = new Run(seed);
			assertThat(run.violations()).as("seed %s", seed).isEmpty();
			delivered += run.history.size();
		}
		System.out
			.println("FeedSimulationTests: " + RUNS + " runs, seeds from " + SEED + ", " + delivered + " entries");
		assertThat(delivered).isGreaterThan(RUNS * 50);
	}

	@Test
	void whenAnEventIsTakenOutOfWhatAClientSawThenTheCheckNoticesIt() {
		Run run = new Run(SEED);
		run.history.removeIf((entry) -> entry.event() != null && entry.event().equals(run.lastDelivered()));
		assertThat(run.violations()).isNotEmpty();
	}

	/**
	 * One course of things.
	 */
	private static final class Run {

		private final List<HistoryEntry> history = new ArrayList<>();

		private final List<LogRecord> truth = new ArrayList<>();

		private final List<Notification> underWay = new ArrayList<>();

		private final Random random;

		private final SteppedFeeds feeds;

		private final List<Source> sources = List.of(new Source("order", "1"), new Source("order", "2"),
				new Source("order", "3"), new Source("repo", "1"));

		private final List<SimulatedClient> clients = new ArrayList<>();

		private int events;

		Run(long seed) {
			this.random = new Random(seed);
			this.feeds = new SteppedFeeds(1 + this.random.nextInt(3), settings());
			for (int i = 0; i < 4; i++) {
				int first = this.random.nextInt(this.sources.size());
				this.clients.add(new SimulatedClient("client-" + i,
						this.sources.subList(first, first + 1 + this.random.nextInt(this.sources.size() - first)),
						this.random.nextInt(4) * 5, this.feeds, this.history::add));
			}
			for (int i = 0; i < STEPS; i++) {
				step();
			}
			end();
		}

		/** In every other run, clients often wait for others' bytes. */
		private FeedSettings settings() {
			int capacity = 2 + this.random.nextInt(20);
			if (this.random.nextBoolean()) {
				return new FeedSettings(capacity, 100_000, 1_000_000, Duration.ofSeconds(10), Duration.ZERO);
			}
			return new FeedSettings(capacity, 40, 60 + this.random.nextInt(60), Duration.ofSeconds(10),
					Duration.ofNanos(1));
		}

		private void step() {
			switch (this.random.nextInt(16)) {
				case 0, 1, 2, 3 -> publish();
				case 4, 5 -> notifyOne();
				case 6, 7, 8 -> tail();
				case 9, 10 -> catchUp();
				case 11, 12, 13 -> client().take(1 + this.random.nextInt(10));
				case 14 -> sometimes();
				default -> this.feeds.engine.heartbeat();
			}
		}

		private void sometimes() {
			switch (this.random.nextInt(6)) {
				case 0, 1, 2 -> client().toggle();
				case 3 -> this.feeds.log.setAway(this.random.nextInt(3) == 0);
				case 4 -> this.feeds.bus.reconnect();
				default -> this.feeds.log.expireBefore(0, 100 + this.random.nextInt(Math.max(1, this.events / 2)));
			}
		}

		private void publish() {
			for (int i = this.random.nextInt(8); i >= 0; i--) {
				Source source = this.sources.get(this.random.nextInt(this.sources.size()));
				Notification notification = this.feeds.append(source, "e-" + this.events++,
						2 + this.random.nextInt(20));
				Position position = notification.position();
				this.truth.add(new LogRecord("events", position.partition(), position.offset(), notification.eventId(),
						source.toString(), ""));
				if (this.random.nextInt(3) > 0) {
					this.underWay.add(notification);
				}
			}
		}

		private void notifyOne() {
			if (this.random.nextInt(20) == 0) {
				this.feeds.bus.publish(List.of(new Notification("forged", "test", this.sources.get(0),
						new Position("events", 0, this.random.nextInt(100_000)), null)));
			}
			if (!this.underWay.isEmpty()) {
				int index = this.random.nextInt(Math.min(5, this.underWay.size()));
				Notification notification = this.underWay.get(index);
				if (this.random.nextInt(5) > 0) {
					this.underWay.remove(index);
				}
				this.feeds.bus.publish(List.of(notification));
			}
		}

		private SimulatedClient client() {
			return this.clients.get(this.random.nextInt(this.clients.size()));
		}

		private void tail() {
			try {
				this.feeds.tail();
			}
			catch (LogUnavailableException ex) {
				assertThat(ex).hasMessage("the log is away");
			}
		}

		private void catchUp() {
			try {
				this.feeds.catchUp();
			}
			catch (LogUnavailableException ex) {
				assertThat(ex).hasMessage("the log is away");
			}
		}

		/** Everything works again, and everybody reads on. */
		private void end() {
			this.feeds.log.setAway(false);
			this.clients.stream().filter((client) -> !client.isConnected()).forEach(SimulatedClient::toggle);
			this.feeds.settle();
			this.feeds.bus.reconnect();
			for (int i = 0; i < 100 || !this.feeds.engine.isIdle(); i++) {
				this.feeds.settle();
				this.clients.forEach((client) -> client.take(Integer.MAX_VALUE));
			}
		}

		String lastDelivered() {
			return this.history.stream()
				.map(HistoryEntry::event)
				.filter((event) -> event != null)
				.reduce("", (first, second) -> second);
		}

		List<Violation> violations() {
			return FeedDeliveries.check(this.history, this.truth);
		}

	}

}
