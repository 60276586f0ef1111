package io.github.dualstream.feed;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.github.dualstream.Position;
import io.github.dualstream.Source;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.TopicRouting;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SourceWatch}.
 */
class SourceWatchTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Source ORDER = new Source("order", "42");

	private final InMemoryLog log = new InMemoryLog("events");

	private final FeedStatistics statistics = new FeedStatistics();

	private final Feeds feeds = new Feeds(this.log, new TopicRouting("events", Map.of()), null, null,
			new FeedSettings(100, 100_000, 1_000_000, PATIENCE, Duration.ofMillis(20)), this.statistics, new Threads());

	@AfterEach
	void close() {
		this.feeds.close();
	}

	@Test
	void tellsThePositionOfAnEventThatComesWhileItIsAwaited() throws Exception {
		try (SourceWatch watch = this.feeds.watch(ORDER, PATIENCE)) {
			CompletableFuture<Optional<Position>> found = new CompletableFuture<>();
			Thread waiting = new Thread(() -> await(watch, found));
			waiting.start();
			Awaitility.await().atMost(PATIENCE).until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
			this.log.append(SteppedFeeds.event(ORDER, "another"));
			this.log.append(SteppedFeeds.event(new Source("order", "43"), "mine"));
			Position position = this.log.append(SteppedFeeds.event(ORDER, "mine"));
			assertThat(found.get()).contains(position);
		}
	}

	private static void await(SourceWatch watch, CompletableFuture<Optional<Position>> found) {
		try {
			found.complete(watch.await("mine", PATIENCE));
		}
		catch (InterruptedException ex) {
			found.completeExceptionally(ex);
		}
	}

	@Test
	void passesOverWhatTheLogHadBefore() throws InterruptedException {
		this.log.append(SteppedFeeds.event(ORDER, "before"));
		try (SourceWatch watch = this.feeds.watch(ORDER, PATIENCE)) {
			Position position = this.log.append(SteppedFeeds.event(ORDER, "before"));
			assertThat(watch.await("before", PATIENCE)).contains(position);
		}
	}

	@Test
	void whenTheLogDoesNotAnswerThenItFindsNothingAtOnce() throws InterruptedException {
		this.log.setAway(true);
		try (SourceWatch watch = this.feeds.watch(ORDER, Duration.ofMillis(50))) {
			assertThat(watch.await("mine", Duration.ofDays(1))).isEmpty();
		}
	}

	@Test
	void isNoClient() {
		try (SourceWatch watch = this.feeds.watch(ORDER, PATIENCE)) {
			assertThat(watch).isNotNull();
			assertThat(this.feeds.size()).isZero();
			assertThat(this.feeds.watchedPartitions()).isOne();
		}
		assertThat(this.statistics.closes(CloseReason.CLIENT_LEFT)).isZero();
		Awaitility.await().atMost(PATIENCE).until(() -> this.feeds.watchedPartitions() == 0);
	}

	@Test
	void whenFeedsAreStoppedThenItFindsNothingAnyMore() throws InterruptedException {
		try (SourceWatch watch = this.feeds.watch(ORDER, PATIENCE)) {
			this.feeds.stop();
			assertThat(watch.await("mine", Duration.ofDays(1))).isEmpty();
		}
		try (SourceWatch watch = this.feeds.watch(ORDER, PATIENCE)) {
			assertThat(watch.await("mine", Duration.ofDays(1))).isEmpty();
		}
	}

}
