package io.github.dualstream.feed;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.Source;
import io.github.dualstream.transport.ChannelStrategy;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.Notification;
import io.github.dualstream.transport.TopicRouting;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Feeds} and {@link Feed}.
 */
class FeedTests {

	private static final Source ORDER = new Source("order", "42");

	private static final Source OTHER = new Source("order", "99");

	private final InMemoryLog log = new InMemoryLog("events");

	private final RecordingListener client = new RecordingListener();

	private final ManualExecutor executor = new ManualExecutor();

	private InMemoryBus bus = new InMemoryBus();

	private Feeds feeds = feeds(10);

	@Test
	void historyComesFirstAndThenWhatHappensLive() {
		append(ORDER, "1");
		append(ORDER, "2");
		open(ORDER);
		this.executor.runAll();
		publish(ORDER, "3");
		this.executor.runAll();
		publish(ORDER, "4");
		this.executor.runAll();
		assertThat(this.client.ids()).containsExactly("1", "2", "3", "4");
	}

	@Test
	void historyIsTheMostRecentPartOfIt() {
		List.of("1", "2", "3").forEach((id) -> append(ORDER, id));
		this.feeds.open(List.of(ORDER), 2, this.client);
		this.executor.runAll();
		assertThat(this.client.ids()).containsExactly("2", "3");
	}

	@Test
	void whenNoHistoryIsWantedThenTheLogIsNotRead() {
		this.log.beforeRead((request) -> {
			throw new LogUnavailableException("not to be read", new IOException());
		});
		append(ORDER, "1");
		this.feeds.open(List.of(ORDER), 0, this.client);
		publish(ORDER, "2");
		this.executor.runAll();
		assertThat(this.client.ids()).containsExactly("2");
	}

	@Test
	void whenAnEventArrivesBeforeTheHistoryIsReadThenItIsDeliveredOnce() {
		append(ORDER, "1");
		this.log.beforeRead((request) -> publish(ORDER, "2"));
		open(ORDER);
		this.executor.runAll();
		assertThat(this.client.ids()).containsExactly("1", "2");
	}

	@Test
	void whenAnEventArrivesAfterTheHistoryWasReadThenItFollowsTheHistory() {
		append(ORDER, "1");
		this.log.afterRead((request) -> publish(ORDER, "2"));
		open(ORDER);
		publish(ORDER, "3");
		this.executor.runAll();
		assertThat(this.client.ids()).containsExactly("1", "2", "3");
	}

	@Test
	void whenANotificationComesTwiceThenTheEventIsDeliveredOnce() {
		open(ORDER);
		this.executor.runAll();
		Notification first = publish(ORDER, "1");
		this.bus.publish(List.of(first));
		this.executor.runAll();
		publish(ORDER, "2");
		this.bus.publish(List.of(first));
		this.executor.runAll();
		assertThat(this.client.ids()).containsExactly("1", "2");
	}

	@Test
	void whenANotificationOfAnEventBeforeTheHistoryComesLateThenItIsIgnored() {
		Notification old = append(ORDER, "1");
		append(ORDER, "2");
		append(ORDER, "3");
		this.feeds.open(List.of(ORDER), 1, this.client);
		this.bus.publish(List.of(old));
		this.executor.runAll();
		assertThat(this.client.ids()).containsExactly("3");
	}

	@Test
	void whenNotificationsWaitTogetherThenTheyAreDeliveredInLogOrder() {
		this.log.afterRead((request) -> {
			Notification first = append(ORDER, "1");
			Notification second = append(ORDER, "2");
			this.bus.publish(List.of(second, first));
		});
		open(ORDER);
		this.executor.runAll();
		assertThat(this.client.ids()).containsExactly("1", "2");
	}

	@Test
	void whenANotificationWasOvertakenThenTheOrderIsKept() {
		open(ORDER);
		this.executor.runAll();
		Notification first = append(ORDER, "1");
		publish(ORDER, "2");
		this.executor.runAll();
		this.bus.publish(List.of(first));
		this.executor.runAll();
		assertThat(this.client.ids()).containsExactly("2");
	}

	@Test
	void severalSourcesEachHaveTheirHistoryAndTheirOrder() {
		append(ORDER, "a1");
		append(OTHER, "b1");
		append(ORDER, "a2");
		open(ORDER, OTHER, ORDER);
		publish(OTHER, "b2");
		publish(ORDER, "a3");
		this.executor.runAll();
		assertThat(this.client.ids()).filteredOn((id) -> id.startsWith("a")).containsExactly("a1", "a2", "a3");
		assertThat(this.client.ids()).filteredOn((id) -> id.startsWith("b")).containsExactly("b1", "b2");
	}

	@Test
	void whenSourcesShareAChannelThenOnlyTheWantedOneIsDelivered() {
		this.bus = new InMemoryBus(ChannelStrategy.PER_TYPE);
		this.feeds = feeds(10);
		open(ORDER);
		publish(OTHER, "other");
		publish(ORDER, "mine");
		this.executor.runAll();
		assertThat(this.client.ids()).containsExactly("mine");
	}

	@Test
	void whenANotificationNamesAnotherTopicThenItIsIgnored() {
		open(ORDER);
		this.bus.publish(List.of(notification(ORDER, "forged", new Position("secret", 0, 500))));
		publish(ORDER, "1");
		this.executor.runAll();
		assertThat(this.client.ids()).containsExactly("1");
	}

	@Test
	void whenNotificationsNameEndlessPartitionsThenTheyStopBeingBelieved() {
		this.feeds = feeds(1000);
		open(ORDER);
		for (int partition = 1; partition <= 500; partition++) {
			this.bus.publish(List.of(notification(ORDER, "forged", new Position("events", partition, 0))));
		}
		this.executor.runAll();
		assertThat(this.client.ids()).hasSize(16);
	}

	@Test
	void whenMoreWaitsThanTheBufferHoldsThenOnlyThatClientIsClosed() {
		RecordingListener other = new RecordingListener();
		this.feeds.open(List.of(OTHER), 1, other);
		open(ORDER);
		for (int i = 0; i < 10; i++) {
			publish(ORDER, "fits-" + i);
		}
		assertThat(this.bus.subscriptions()).isEqualTo(2);
		publish(ORDER, "too many");
		assertThat(this.bus.subscriptions()).isEqualTo(1);
		publish(OTHER, "1");
		this.executor.runAll();
		assertThat(this.client.closed()).containsExactly(CloseReason.CLIENT_TOO_SLOW);
		assertThat(this.client.ids()).isEmpty();
		assertThat(other.ids()).containsExactly("1");
		assertThat(other.closed()).isEmpty();
		assertThat(this.feeds.size()).isEqualTo(1);
	}

	@Test
	void whenTheFeedIsClosedThenNothingMoreIsHeardAndTheListenerIsToldOnce() {
		Feed feed = open(ORDER);
		publish(ORDER, "1");
		feed.close();
		feed.close();
		publish(ORDER, "2");
		this.executor.runAll();
		assertThat(this.bus.subscriptions()).isZero();
		assertThat(this.feeds.size()).isZero();
		assertThat(this.client.ids()).isEmpty();
		assertThat(this.client.closed()).containsExactly(CloseReason.CLIENT_LEFT);
	}

	@Test
	void whenTheClientIsGoneThenTheFeedEnds() {
		this.feeds.open(List.of(ORDER), 1, new RecordingListener() {

			@Override
			public void onHeartbeat() throws IOException {
				throw new IOException("gone");
			}

		});
		this.feeds.heartbeat();
		this.executor.runAll();
		assertThat(this.bus.subscriptions()).isZero();
		assertThat(this.feeds.size()).isZero();
	}

	@Test
	void whenOneListenerFailsThenTheOthersAreServed() {
		RecordingListener failing = new RecordingListener() {

			@Override
			public void onNotifications(List<Notification> notifications) {
				throw new IllegalStateException("stale");
			}

		};
		this.feeds.open(List.of(ORDER), 1, failing);
		open(ORDER);
		publish(ORDER, "1");
		publish(ORDER, "2");
		this.executor.runAll();
		assertThat(failing.closed()).containsExactly(CloseReason.FAILED);
		assertThat(this.client.ids()).containsExactly("1", "2");
		assertThat(this.bus.subscriptions()).isEqualTo(1);
	}

	@Test
	void whenTheFirstHistoryCannotBeReadThenOpeningFailsAndNothingStaysBehind() {
		this.log.beforeRead((request) -> {
			throw new LogUnavailableException("log is away", new IOException());
		});
		assertThatExceptionOfType(LogUnavailableException.class).isThrownBy(() -> open(ORDER));
		assertThat(this.bus.subscriptions()).isZero();
		assertThat(this.feeds.size()).isZero();
		assertThat(this.executor.waiting()).isZero();
	}

	@Test
	void whenALaterHistoryCannotBeReadThenTheFeedEnds() {
		append(ORDER, "1");
		this.log.beforeRead((request) -> {
			if (request.source().id().equals(OTHER.id())) {
				throw new LogUnavailableException("log is away", new IOException());
			}
		});
		open(ORDER, OTHER);
		this.executor.runAll();
		assertThat(this.client.ids()).containsExactly("1");
		assertThat(this.client.closed()).containsExactly(CloseReason.FAILED);
		assertThat(this.bus.subscriptions()).isZero();
	}

	@Test
	void heartbeatsComeOnceForEachTimeTheClientIsFree() {
		open(ORDER);
		this.feeds.heartbeat();
		this.feeds.heartbeat();
		this.executor.runAll();
		this.feeds.heartbeat();
		this.executor.runAll();
		assertThat(this.client.heartbeats()).isEqualTo(2);
	}

	@Test
	void whenFeedsAreStoppedThenAllEndAndNewOnesEndAtOnceUntilTheStart() {
		open(ORDER);
		this.feeds.stop();
		RecordingListener late = new RecordingListener();
		this.feeds.open(List.of(ORDER), 1, late);
		this.executor.runAll();
		assertThat(this.client.closed()).containsExactly(CloseReason.SHUTDOWN);
		assertThat(late.closed()).containsExactly(CloseReason.SHUTDOWN);
		assertThat(this.bus.subscriptions()).isZero();
		assertThat(this.feeds.size()).isZero();
		this.feeds.start();
		RecordingListener again = new RecordingListener();
		this.feeds.open(List.of(ORDER), 1, again);
		publish(ORDER, "1");
		this.executor.runAll();
		assertThat(again.ids()).containsExactly("1");
	}

	private Feeds feeds(int bufferCapacity) {
		TopicRouting routing = new TopicRouting("events", Map.of());
		return new Feeds(new SourceHistory(this.log, routing), this.bus, this.bus.naming(), this.executor,
				bufferCapacity);
	}

	private Feed open(Source... sources) {
		return this.feeds.open(List.of(sources), 10, this.client);
	}

	private Notification append(Source source, String id) {
		Event event = Event.builder().id(id).source(source.type(), source.id()).type("test").data(Map.of()).build();
		return Notification.of(event, this.log.append(event), null);
	}

	private Notification publish(Source source, String id) {
		Notification notification = append(source, id.replace(' ', '-'));
		this.bus.publish(List.of(notification));
		return notification;
	}

	private static Notification notification(Source source, String id, Position position) {
		return new Notification(id, "test", source, position, null);
	}

}
