package io.github.dualstream.transport.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.dualstream.Position;
import io.github.dualstream.Source;
import io.github.dualstream.transport.BusSubscription;
import io.github.dualstream.transport.Notification;
import io.github.dualstream.transport.NotificationException;
import io.github.dualstream.transport.NotificationListener;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Promises of a {@link io.github.dualstream.transport.NotificationBus} that is available:
 * who receives which notifications, and in which order.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BusContractTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final Source source = new Source("order", "gr\u00f6\u00dfe:1/" + UUID.randomUUID());

	private BusUnderTest transport;

	/**
	 * Open the bus of the transport.
	 * @return the bus, closed after all tests
	 */
	protected abstract BusUnderTest open();

	@BeforeAll
	void openTransport() {
		this.transport = open();
	}

	@AfterAll
	void closeTransport() {
		this.transport.close();
	}

	@Test
	void aNotificationArrivesAsItWasPublished() throws NotificationException {
		Received received = subscribe(this.source);
		Notification first = notification(this.source, 1, null);
		Notification second = notification(this.source, 2, first.position());
		this.transport.bus().publish(List.of(first, second));
		Awaitility.await().atMost(TIMEOUT).until(() -> received.notifications.size() == 2);
		assertThat(received.notifications).containsExactly(first, second);
		received.close();
	}

	@Test
	void aBatchArrivesInItsOrder() throws NotificationException {
		Received received = subscribe(this.source);
		List<Notification> batch = IntStream.range(0, 1_000)
			.mapToObj((i) -> notification(this.source, i, null))
			.toList();
		this.transport.bus().publish(batch);
		Awaitility.await().atMost(TIMEOUT).until(() -> received.notifications.size() == batch.size());
		assertThat(received.notifications).isEqualTo(batch);
		received.close();
	}

	@Test
	void aChannelHasTheNotificationsOfItsSourceAlone() throws NotificationException {
		Source other = new Source("order", "other-" + UUID.randomUUID());
		Received received = subscribe(this.source);
		Received receivedOther = subscribe(other);
		Notification ofOther = notification(other, 1, null);
		Notification own = notification(this.source, 2, null);
		this.transport.bus().publish(List.of(ofOther, own));
		Awaitility.await()
			.atMost(TIMEOUT)
			.until(() -> !received.notifications.isEmpty() && !receivedOther.notifications.isEmpty());
		assertThat(received.notifications).containsExactly(own);
		assertThat(receivedOther.notifications).containsExactly(ofOther);
		received.close();
		receivedOther.close();
	}

	@Test
	void allListenersOfAChannelReceiveEverythingUntilTheirSubscriptionIsClosed() throws NotificationException {
		List<Received> all = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			all.add(subscribe(this.source));
		}
		this.transport.bus().publish(List.of(notification(this.source, 1, null)));
		Awaitility.await()
			.atMost(TIMEOUT)
			.until(() -> all.stream().allMatch((received) -> received.notifications.size() == 1));
		all.subList(0, 9).forEach(Received::close);
		this.transport.bus().publish(List.of(notification(this.source, 2, null)));
		Awaitility.await().atMost(TIMEOUT).until(() -> all.get(9).notifications.size() == 2);
		assertThat(all.subList(0, 9)).allSatisfy((received) -> assertThat(received.notifications).hasSize(1));
		all.get(9).close();
	}

	@Test
	void aListenerThatThrowsKeepsNothingFromTheOthers() throws NotificationException {
		BusSubscription throwing = this.transport.bus()
			.subscribe(this.transport.naming().channelOf(this.source), (notification) -> {
				throw new IllegalStateException("on purpose");
			});
		Received received = subscribe(this.source);
		this.transport.bus().publish(List.of(notification(this.source, 1, null), notification(this.source, 2, null)));
		Awaitility.await().atMost(TIMEOUT).until(() -> received.notifications.size() == 2);
		throwing.close();
		received.close();
	}

	@Test
	void aSubscriptionCanBeMadeAgainAfterItWasClosed() throws NotificationException {
		for (int i = 0; i < 50; i++) {
			subscribe(this.source).close();
			Received received = subscribe(this.source);
			Notification notification = notification(this.source, i, null);
			this.transport.bus().publish(List.of(notification));
			Awaitility.await()
				.atMost(TIMEOUT)
				.pollInterval(Duration.ofMillis(5))
				.until(() -> !received.notifications.isEmpty());
			assertThat(received.notifications).containsExactly(notification);
			received.close();
		}
	}

	@Test
	void sourceIdsOfAnyTextHaveChannelsOfTheirOwn() throws NotificationException {
		List<Source> sources = Stream
			.of("a b", "a.b", "a*", "a>", "gr\u00f6\u00dfe/\u6771\u4eac:\uD83D\uDE00", "a:b", "$x", "%20")
			.map((id) -> new Source("order", id))
			.toList();
		List<Received> all = subscribe(sources);
		List<Notification> batch = sources.stream().map((source) -> notification(source, 1, null)).toList();
		this.transport.bus().publish(batch);
		for (int i = 0; i < all.size(); i++) {
			Received received = all.get(i);
			Awaitility.await().atMost(TIMEOUT).until(() -> !received.notifications.isEmpty());
			assertThat(received.notifications).containsExactly(batch.get(i));
			received.close();
		}
	}

	@Test
	void aNotificationWithoutSubscribersIsNoError() throws NotificationException {
		this.transport.bus().publish(List.of(notification(new Source("order", "nobody"), 1, null)));
		this.transport.bus().publish(List.of());
	}

	@Test
	void manyChannelsAtOnceAreKeptApart() throws NotificationException {
		List<Source> sources = IntStream.range(0, 200).mapToObj((i) -> new Source("order", "many-" + i)).toList();
		List<Received> all = subscribe(sources);
		this.transport.bus().publish(sources.stream().map((source) -> notification(source, 7, null)).toList());
		Awaitility.await()
			.atMost(TIMEOUT)
			.until(() -> all.stream().allMatch((received) -> received.notifications.size() == 1));
		for (int i = 0; i < all.size(); i++) {
			assertThat(all.get(i).notifications.get(0).source()).isEqualTo(sources.get(i));
		}
		all.forEach(Received::close);
	}

	@Test
	void aSubscriptionMayBeClosedTwiceAndFromItsListener() throws NotificationException {
		AtomicReference<BusSubscription> own = new AtomicReference<>();
		List<Notification> heard = new CopyOnWriteArrayList<>();
		Received other = subscribe(this.source);
		own.set(this.transport.bus().subscribe(this.transport.naming().channelOf(this.source), (notification) -> {
			heard.add(notification);
			Objects.requireNonNull(own.get()).close();
		}));
		this.transport.bus().publish(List.of(notification(this.source, 1, null)));
		Awaitility.await().atMost(TIMEOUT).until(() -> !heard.isEmpty() && !other.notifications.isEmpty());
		Objects.requireNonNull(own.get()).close();
		this.transport.bus().publish(List.of(notification(this.source, 2, null)));
		Awaitility.await().atMost(TIMEOUT).until(() -> other.notifications.size() == 2);
		assertThat(heard).hasSize(1);
		other.close();
	}

	@Test
	void publishersOnSeveralThreadsLoseNothing() throws Exception {
		Received received = subscribe(this.source);
		List<Thread> threads = IntStream.range(0, 4).mapToObj((thread) -> new Thread(() -> {
			for (int i = 0; i < 50; i++) {
				publish(notification(this.source, thread * 1_000L + i, null));
			}
		})).toList();
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			thread.join();
		}
		Awaitility.await().atMost(TIMEOUT).until(() -> received.notifications.size() == 200);
		assertThat(received.notifications).doesNotHaveDuplicates();
		received.close();
	}

	private void publish(Notification notification) {
		try {
			this.transport.bus().publish(List.of(notification));
		}
		catch (NotificationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Received subscribe(Source subscribed) {
		return subscribe(List.of(subscribed)).get(0);
	}

	private List<Received> subscribe(List<Source> sources) {
		List<Received> all = new ArrayList<>();
		for (Source subscribed : sources) {
			Received received = new Received();
			received.subscription = this.transport.bus()
				.subscribe(this.transport.naming().channelOf(subscribed), received);
			all.add(received);
		}
		Awaitility.await()
			.atMost(TIMEOUT)
			.pollDelay(Duration.ZERO)
			.until(() -> all.stream().allMatch((received) -> received.active));
		return all;
	}

	private static Notification notification(Source source, long offset, @Nullable Position prev) {
		return new Notification("e-" + offset, "order.placed", source, new Position("events", 0, offset), prev);
	}

	/** What one listener has received. */
	private static final class Received implements NotificationListener {

		private final List<Notification> notifications = new CopyOnWriteArrayList<>();

		private volatile boolean active;

		private @Nullable BusSubscription subscription;

		@Override
		public void onNotification(Notification notification) {
			this.notifications.add(notification);
		}

		@Override
		public void onSubscribed() {
			this.active = true;
		}

		void close() {
			if (this.subscription != null) {
				this.subscription.close();
			}
		}

	}

}
