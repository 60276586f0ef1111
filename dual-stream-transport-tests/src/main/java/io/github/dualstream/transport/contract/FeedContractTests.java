package io.github.dualstream.transport.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.dualstream.Position;
import io.github.dualstream.Source;
import io.github.dualstream.feed.Feed;
import io.github.dualstream.feed.FeedEvent;
import io.github.dualstream.feed.FeedMessage;
import io.github.dualstream.feed.FeedRequest;
import io.github.dualstream.feed.FeedSettings;
import io.github.dualstream.feed.FeedStatistics;
import io.github.dualstream.feed.Feeds;
import io.github.dualstream.feed.ResetReason;
import io.github.dualstream.feed.SourceHistory;
import io.github.dualstream.feed.SourceWatch;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.StoredEvent;
import io.github.dualstream.transport.TopicRouting;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Promises of a log to live feeds and queries, whatever its offsets are: recent history,
 * resuming without gap or duplicate, and a reset where that cannot be. There is no bus,
 * so that feeds read the log at a short interval.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class FeedContractTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private static final int PARTITIONS = 4;

	private static final Source OWN = source("own");

	private LogUnderTest transport;

	private Feeds feeds;

	private String topic;

	/**
	 * Open the log of the transport.
	 * @return the log, closed after all tests
	 */
	protected abstract LogUnderTest open();

	@BeforeAll
	void openTransport() {
		this.transport = open();
	}

	@BeforeEach
	void openFeeds() {
		this.topic = "feeds-" + UUID.randomUUID();
		this.transport.createTopic(this.topic, PARTITIONS);
		this.feeds = new Feeds(this.transport.readers(), new TopicRouting(this.topic, Map.of()), null, null,
				new FeedSettings(1_000, 10_000_000, 100_000_000, TIMEOUT, Duration.ofMillis(100)), new FeedStatistics(),
				new Threads());
		this.feeds.start();
	}

	@AfterEach
	void closeFeeds() {
		this.feeds.close();
	}

	@AfterAll
	void closeTransport() {
		this.transport.close();
	}

	@Test
	void aFeedBeginsWithTheMostRecentEventsAndGoesOnWithThoseThatFollow() {
		List<Position> positions = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			positions.add(append(OWN, i));
			appendOthers(20);
		}
		Client client = new Client(FeedRequest.begin(Set.of(OWN), 5));
		await().until(client::isLive);
		assertThat(client.positions()).isEqualTo(positions.subList(15, 20));
		Position next = append(OWN, 20);
		await().until(() -> client.takeAll().positions().size() == 6);
		assertThat(client.positions().get(5)).isEqualTo(next);
	}

	@Test
	void aWatchTellsThePositionOfAnEventThatComesAfterItWasOpened() throws InterruptedException {
		append(OWN, 0);
		try (SourceWatch watch = this.feeds.watch(OWN, TIMEOUT)) {
			appendOthers(20);
			append(OWN, 1);
			Position position = append(OWN, 2);
			String eventId = eventId(position);
			assertThat(watch.await(eventId, TIMEOUT)).contains(position);
			assertThat(watch.await(eventId, Duration.ofMillis(1))).isEmpty();
		}
	}

	private String eventId(Position position) {
		try (SourceHistory history = history()) {
			return history.page(OWN, null, 10)
				.events()
				.stream()
				.filter((stored) -> stored.position().equals(position))
				.map((stored) -> stored.event().id())
				.findFirst()
				.orElseThrow();
		}
	}

	@Test
	void theMostRecentEventsOfARareSourceAreFoundBehindManyOthers() {
		List<Position> positions = List.of(append(OWN, 0), append(OWN, 1));
		appendOthers(9_000);
		Client client = new Client(FeedRequest.begin(Set.of(OWN), 2));
		await().until(client::isLive);
		assertThat(client.positions()).isEqualTo(positions);
		try (SourceHistory history = history()) {
			assertThat(history.page(OWN, null, 2).events()).extracting(StoredEvent::position).isEqualTo(positions);
		}
	}

	@Test
	void aClientThatComesBackMissesNothingAndReceivesNothingTwice() {
		List<Position> positions = new ArrayList<>();
		IntStream.range(0, 10).forEach((i) -> positions.add(append(OWN, i)));
		Client first = new Client(FeedRequest.begin(Set.of(OWN), 10));
		await().until(() -> first.takeAll().positions().size() == 10);
		first.close();
		for (int i = 10; i < 30; i++) {
			positions.add(append(OWN, i));
			appendOthers(50);
		}
		Client second = new Client(FeedRequest.resume(Set.of(OWN), first.cursor(), 0));
		await().until(second::isLive);
		positions.add(append(OWN, 30));
		await().until(() -> second.takeAll().positions().size() == 21);
		assertThat(second.positions()).isEqualTo(positions.subList(10, 31));
		assertThat(second.resets()).isEmpty();
	}

	@Test
	void aClientThatIsFarBehindCatchesUpWithWhatIsItsOwn() {
		Client first = new Client(FeedRequest.begin(Set.of(OWN), 0));
		append(OWN, 0);
		await().until(() -> first.takeAll().positions().size() == 1);
		first.close();
		List<Position> positions = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			positions.add(append(OWN, i));
			appendOthers(1_500);
		}
		Client second = new Client(FeedRequest.resume(Set.of(OWN), first.cursor(), 0));
		await().until(second::isLive);
		assertThat(second.positions()).isEqualTo(positions);
	}

	@Test
	void oneCursorHoldsThePlacesInSeveralPartitions() {
		List<Source> sources = IntStream.range(0, 12).mapToObj((i) -> source("several-" + i)).toList();
		Client first = new Client(FeedRequest.begin(sources, 0));
		sources.forEach((source) -> append(source, 1));
		await().until(() -> first.takeAll().positions().size() == 12);
		assertThat(first.positions()).extracting(Position::partition).contains(0, 1, 2, 3);
		first.close();
		List<Position> missed = sources.stream().map((source) -> append(source, 2)).toList();
		Client second = new Client(FeedRequest.resume(sources, first.cursor(), 0));
		await().until(second::isLive);
		assertThat(second.positions()).containsExactlyInAnyOrderElementsOf(missed);
	}

	@Test
	void pagesOfHistoryFollowEachOtherWithoutGapOrDuplicate() {
		List<Position> positions = new ArrayList<>();
		for (int i = 0; i < 25; i++) {
			positions.add(append(OWN, i));
			appendOthers(10);
		}
		List<Position> found = new ArrayList<>();
		try (SourceHistory history = history()) {
			Position after = positions.get(0);
			for (List<Position> page = page(history, after); !page.isEmpty(); page = page(history, after)) {
				assertThat(page).hasSizeLessThanOrEqualTo(7);
				found.addAll(page);
				after = page.get(page.size() - 1);
			}
		}
		assertThat(found).isEqualTo(positions.subList(1, 25));
	}

	private static List<Position> page(SourceHistory history, Position after) {
		return history.page(OWN, after, 7).events().stream().map(StoredEvent::position).toList();
	}

	@Test
	void whenRetentionHasPassedTheCursorThenTheClientIsReset() {
		Client first = new Client(FeedRequest.begin(Set.of(OWN), 0));
		append(OWN, 0);
		await().until(() -> first.takeAll().positions().size() == 1);
		first.close();
		Position deleted = append(OWN, 1);
		Position kept = append(OWN, 2);
		this.transport.deleteBefore(new LogPartition(this.topic, deleted.partition()), kept.offset());
		await().untilAsserted(() -> {
			Client second = new Client(FeedRequest.resume(Set.of(OWN), first.cursor(), 1));
			await().until(second::isLive);
			assertThat(second.resets()).containsExactly(ResetReason.EXPIRED);
			assertThat(second.positions()).containsExactly(kept);
			second.close();
		});
	}

	@Test
	void whenTheTopicIsCreatedAgainThenTheClientIsReset() {
		Client first = new Client(FeedRequest.begin(Set.of(OWN), 0));
		append(OWN, 0);
		await().until(() -> first.takeAll().positions().size() == 1);
		this.transport.deleteTopic(this.topic);
		this.transport.createTopic(this.topic, PARTITIONS);
		await().until(() -> first.takeAll().resets().contains(ResetReason.RECREATED));
		Position next = await().ignoreExceptions().until(() -> append(OWN, 1), (position) -> true);
		await().until(() -> first.takeAll().positions().contains(next));
	}

	private SourceHistory history() {
		return new SourceHistory(this.transport.readers(), new TopicRouting(this.topic, Map.of()), TIMEOUT);
	}

	private static Source source(String id) {
		return new Source("order", id);
	}

	private Position append(Source source, int number) {
		return this.transport.log().append(LogContractTests.record(this.topic, source.id(), number)).join();
	}

	/** Append events of other sources, in all partitions. */
	private void appendOthers(int count) {
		CompletableFuture<?>[] appends = IntStream.range(0, count)
			.mapToObj((i) -> this.transport.log().append(LogContractTests.record(this.topic, "other-" + i % 97, i)))
			.toArray(CompletableFuture[]::new);
		CompletableFuture.allOf(appends).join();
	}

	private static ConditionFactory await() {
		return Awaitility.await()
			.atMost(TIMEOUT)
			.pollInSameThread()
			.ignoreExceptionsInstanceOf(LogUnavailableException.class);
	}

	/** Client that takes messages on the thread of the test. */
	private final class Client {

		private final Feed feed;

		private final List<FeedMessage> messages = new ArrayList<>();

		private String cursor = "";

		Client(FeedRequest request) {
			this.feed = FeedContractTests.this.feeds.open(request, (changed) -> {
			});
		}

		Client takeAll() {
			for (FeedMessage message = this.feed.take(); message != null; message = this.feed.take()) {
				this.messages.add(message);
				StringBuilder text = new StringBuilder();
				if (this.feed.appendCursor(text)) {
					this.cursor = text.toString();
				}
			}
			return this;
		}

		boolean isLive() {
			takeAll();
			return !messages(FeedMessage.Live.class).isEmpty();
		}

		List<Position> positions() {
			return messages(FeedEvent.class).stream().map(FeedEvent::position).toList();
		}

		List<ResetReason> resets() {
			return messages(FeedMessage.Reset.class).stream().map(FeedMessage.Reset::reason).toList();
		}

		private <T extends FeedMessage> Collection<T> messages(Class<T> type) {
			return this.messages.stream().filter(type::isInstance).map(type::cast).toList();
		}

		String cursor() {
			return this.cursor;
		}

		void close() {
			this.feed.close();
		}

	}

}
