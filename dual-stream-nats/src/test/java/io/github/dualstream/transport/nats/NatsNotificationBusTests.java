package io.github.dualstream.transport.nats;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.dualstream.test.NatsServer;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.ChannelStrategy;
import io.github.dualstream.transport.Notification;
import io.github.dualstream.transport.NotificationException;
import io.github.dualstream.transport.NotificationListener;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link NatsNotificationBus}: what it says of a server that is away, hangs,
 * comes back or refuses.
 */
@Timeout(60)
@SuppressWarnings("try") // the client may be interrupted while it is closed
@EnabledIf("io.github.dualstream.test.NatsServer#isInstalled")
class NatsNotificationBusTests {

	private static final Duration PROBE_TIMEOUT = Duration.ofMillis(1500);

	private NatsServer server;

	@AfterEach
	void close() {
		if (this.server != null) {
			this.server.close();
		}
	}

	@Test
	void aMessageIsTheJsonThatIsOnEveryBus() throws Exception {
		this.server = NatsServer.startWithoutJetStream();
		try (TestBus test = TestBus.on(this.server); Connection other = Nats.connect(this.server.url())) {
			Subscription subscription = other.subscribe("events.order.*");
			other.flush(Duration.ofSeconds(5));
			test.bus.publish(List.of(TestBus.notification("a.b", 7)));
			Message message = subscription.nextMessage(Duration.ofSeconds(10));
			assertThat(message.getSubject()).isEqualTo("events.order.a=2Eb");
			assertThat(message.getData()).asString()
				.isEqualTo("{\"id\":\"id-7\",\"type\":\"order.placed\",\"source_id\":\"a.b\","
						+ "\"position\":\"events:0:7\"}");
		}
	}

	@ParameterizedTest
	@CsvSource({ "4711, events.order.4711", "a:b/c, events.order.a=3Ab/c", "'a b', events.order.a=20b",
			"*, events.order.=2A", ">, events.order.=3E", "a%, events.order.a=25",
			"gr\u00f6\u00dfe, events.order.gr=C3=B6=C3=9Fe" })
	void aChannelIsASubjectWithOneTokenForEachOfItsParts(String sourceId, String subject) {
		assertThat(NatsNotificationBus.subjectOf(TestBus.channel(sourceId))).isEqualTo(subject);
	}

	@Test
	void aChannelOfATypeIsASubjectOfTwoTokens() {
		ChannelNaming naming = new ChannelNaming("events", ChannelStrategy.PER_TYPE, 1);
		assertThat(NatsNotificationBus.subjectOf(naming.channelOf(TestBus.notification("a", 1).source())))
			.isEqualTo("events.order");
	}

	@Test
	void whatIsNoNotificationOfItsChannelIsIgnoredAndCounted() throws Exception {
		this.server = NatsServer.startWithoutJetStream();
		try (TestBus test = TestBus.on(this.server); Connection other = Nats.connect(this.server.url())) {
			Received received = new Received();
			test.bus.subscribe(TestBus.channel("a"), received);
			await().until(() -> received.subscribed.get() == 1);
			other.publish("events.order.a", "no JSON".getBytes(StandardCharsets.UTF_8));
			test.bus.publish(List.of(TestBus.notification("a", 1)));
			await().until(() -> received.notifications.size() == 1 && test.bus.invalidMessages() == 1);
		}
	}

	@Test
	void whenTheServerIsAwayThenABatchIsRefusedAndTheReasonIsTold() {
		this.server = NatsServer.startWithoutJetStream();
		this.server.kill();
		try (TestBus test = TestBus.on(this.server)) {
			NotificationException failure = publish(test, 3);
			assertThat(failure.refused()).isEqualTo(3);
			assertThat(failure).hasMessageContaining("dual-stream.nats.server");
			assertThatIllegalStateException().isThrownBy(() -> test.bus.probe(PROBE_TIMEOUT))
				.withMessageContaining("dual-stream.nats.server");
		}
	}

	@Test
	void whenTheServerComesThenTheBusConnectsByItselfAndSubscriptionsBecomeActive() {
		this.server = NatsServer.startWithoutJetStream();
		this.server.kill();
		try (TestBus test = TestBus.on(this.server)) {
			Received received = new Received();
			test.bus.subscribe(TestBus.channel("a"), received);
			publish(test, 1);
			assertThat(received.subscribed).hasValue(0);
			this.server.restart();
			await().atMost(Duration.ofSeconds(20)).until(() -> received.subscribed.get() == 1);
			assertThatNoException().isThrownBy(() -> test.bus.publish(TestBus.batch("a", 2)));
			await().until(() -> received.notifications.size() == 2);
		}
	}

	@Test
	void whenTheServerWasRestartedThenListenersAreToldAndNothingOfTheTimeBetweenIsSent() {
		this.server = NatsServer.startWithoutJetStream();
		try (TestBus test = TestBus.on(this.server)) {
			Received received = new Received();
			test.bus.subscribe(TestBus.channel("a"), received);
			await().until(() -> received.subscribed.get() == 1);
			this.server.kill();
			await().untilAsserted(() -> assertThat(publish(test, 1).refused()).isEqualTo(1));
			int known = received.notifications.size();
			this.server.restart();
			await().atMost(Duration.ofSeconds(20)).until(() -> received.subscribed.get() == 2);
			assertThatNoException().isThrownBy(() -> test.bus.publish(List.of(TestBus.notification("a", 77))));
			await().until(() -> received.notifications.size() > known);
			assertThat(received.notifications.get(known)).isEqualTo(TestBus.notification("a", 77));
		}
	}

	@Test
	void whenTheServerHangsThenABatchIsUnknownAndTheNextOneRefused() {
		this.server = NatsServer.startWithoutJetStream();
		try (TestBus test = TestBus.on(this.server)) {
			assertThatNoException().isThrownBy(() -> test.bus.publish(TestBus.batch("a", 1)));
			this.server.pause();
			assertThat(publish(test, 3).unknown()).isEqualTo(3);
			assertThat(publish(test, 2).refused()).isEqualTo(2);
			this.server.resume();
			await().atMost(Duration.ofSeconds(20))
				.ignoreExceptions()
				.untilAsserted(() -> test.bus.publish(TestBus.batch("a", 1)));
		}
	}

	@Test
	void whenTheServerHangsForLongThenTheConnectionIsGivenUpAndListenersAreTold() {
		this.server = NatsServer.startWithoutJetStream();
		try (TestBus test = TestBus.on(this.server)) {
			Received received = new Received();
			test.bus.subscribe(TestBus.channel("a"), received);
			await().until(() -> received.subscribed.get() == 1);
			this.server.pause();
			await().atMost(Duration.ofSeconds(20))
				.untilAsserted(() -> assertThatIllegalStateException().isThrownBy(() -> test.bus.probe(PROBE_TIMEOUT)));
			this.server.resume();
			await().atMost(Duration.ofSeconds(20)).until(() -> received.subscribed.get() >= 2);
		}
	}

	@Test
	void whenThePasswordIsWrongThenTheErrorNamesTheProperty() {
		this.server = NatsServer.startWithPassword("app", "secret");
		try (TestBus test = TestBus.on(this.server, "app", "wrong")) {
			assertThat(publish(test, 1)).hasMessageContaining("dual-stream.nats.username");
			assertThatIllegalStateException().isThrownBy(() -> test.bus.probe(PROBE_TIMEOUT))
				.withMessageContaining("dual-stream.nats.username");
		}
		try (TestBus test = TestBus.on(this.server, "app", "secret")) {
			assertThatNoException().isThrownBy(() -> test.bus.publish(TestBus.batch("a", 1)));
		}
	}

	@Test
	void whenTheUserMayNotPublishThenThatIsTold() {
		this.server = NatsServer.startWithoutJetStream("""
				authorization { users: [ { user: "app", password: "secret",
					permissions: { publish: "other.>", subscribe: "other.>" } } ] }""");
		try (TestBus test = TestBus.on(this.server, "app", "secret")) {
			NotificationException failure = publish(test, 2);
			assertThat(failure.unknown()).isEqualTo(2);
			assertThat(failure).hasMessageContaining("Permissions Violation").hasMessageContaining("events.order.a");
			await().untilAsserted(() -> assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> test.bus.probe(PROBE_TIMEOUT))
				.withMessageContaining("Permissions Violation"));
		}
	}

	private static NotificationException publish(TestBus test, int size) {
		return catchThrowableOfType(NotificationException.class, () -> test.bus.publish(TestBus.batch("a", size)));
	}

	private static final class Received implements NotificationListener {

		private final List<Notification> notifications = new CopyOnWriteArrayList<>();

		private final AtomicInteger subscribed = new AtomicInteger();

		@Override
		public void onNotification(Notification notification) {
			this.notifications.add(notification);
		}

		@Override
		public void onSubscribed() {
			this.subscribed.incrementAndGet();
		}

	}

}
