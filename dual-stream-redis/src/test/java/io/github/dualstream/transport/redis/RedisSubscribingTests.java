package io.github.dualstream.transport.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.dualstream.transport.BusSubscription;
import io.github.dualstream.transport.Notification;
import io.github.dualstream.transport.NotificationListener;
import io.github.dualstream.transport.NotificationListener;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
class RedisSubscribingTests {

	private static final String CHANNEL = TestBus.channel("42");

	@Test
	void manyListenersShareOneSubscriptionThatEndsWithTheLast() {
		try (TestRedis redis = TestRedis.started(); TestBus test = TestBus.on(redis)) {
			AtomicInteger heard = new AtomicInteger();
			List<BusSubscription> subscriptions = new ArrayList<>();
			for (int i = 0; i < 50; i++) {
				subscriptions.add(test.bus.subscribe(CHANNEL, (notification) -> heard.incrementAndGet()));
			}
			awaitSubscribers(redis, 1);
			test.publish(TestBus.batch("42", 10));
			Awaitility.await().until(() -> heard.get() == 500);
			subscriptions.subList(0, 49).forEach(BusSubscription::close);
			test.publish(TestBus.batch("42", 10));
			Awaitility.await().until(() -> heard.get() == 510);
			assertThat(redis.subscribers(CHANNEL)).isEqualTo(1);
			subscriptions.forEach(BusSubscription::close);
			awaitSubscribers(redis, 0);
		}
	}

	@Test
	void aListenerThatThrowsDoesNotStopTheOthers() {
		try (TestRedis redis = TestRedis.started(); TestBus test = TestBus.on(redis)) {
			List<Notification> heard = Collections.synchronizedList(new ArrayList<>());
			test.bus.subscribe(CHANNEL, (notification) -> {
				throw new IllegalStateException("on purpose");
			});
			test.bus.subscribe(CHANNEL, heard::add);
			awaitSubscribers(redis, 1);
			test.publish(TestBus.batch("42", 5));
			Awaitility.await().until(() -> heard.size() == 5);
		}
	}

	@Test
	void whenRedisIsAwayThenSubscribingReturnsAtOnceAndComesToLifeLater() {
		try (TestRedis redis = TestRedis.notStarted(); TestBus test = TestBus.on(redis)) {
			long start = System.nanoTime();
			for (int i = 0; i < 1000; i++) {
				test.bus.subscribe(TestBus.channel("s" + i), (notification) -> {
				});
			}
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
			redis.start();
			Awaitility.await()
				.atMost(Duration.ofSeconds(5))
				.until(() -> redis.subscribers(TestBus.channel("s0")) == 1
						&& redis.subscribers(TestBus.channel("s999")) == 1);
		}
	}

	@Test
	void whenRedisIsRestartedThenSubscriptionsReturnAsTheyAreWantedByThen() {
		try (TestRedis redis = TestRedis.started(); TestBus test = TestBus.on(redis)) {
			BusSubscription leaving = test.bus.subscribe(TestBus.channel("leaves"), (notification) -> {
			});
			List<Notification> heard = Collections.synchronizedList(new ArrayList<>());
			test.bus.subscribe(CHANNEL, heard::add);
			awaitSubscribers(redis, 1);
			redis.kill();
			leaving.close();
			test.bus.subscribe(TestBus.channel("comes"), heard::add);
			redis.start();
			awaitSubscribers(redis, 1);
			Awaitility.await()
				.atMost(Duration.ofSeconds(5))
				.until(() -> redis.subscribers(TestBus.channel("comes")) == 1
						&& redis.subscribers(TestBus.channel("leaves")) == 0);
			Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> test.publish(TestBus.batch("42", 1)));
			Awaitility.await().until(() -> !heard.isEmpty());
		}
	}

	@Test
	void whenRedisHangsThenWantedChannelsAreThereAfterwards() {
		try (TestRedis redis = TestRedis.started(); TestBus test = TestBus.on(redis)) {
			test.bus.subscribe(CHANNEL, (notification) -> {
			});
			awaitSubscribers(redis, 1);
			redis.pause();
			test.bus.subscribe(TestBus.channel("other"), (notification) -> {
			});
			BusSubscription shortLived = test.bus.subscribe(TestBus.channel("short"), (notification) -> {
			});
			shortLived.close();
			test.publish(TestBus.batch("42", 1));
			redis.resume();
			Awaitility.await()
				.atMost(Duration.ofSeconds(5))
				.until(() -> redis.subscribers(TestBus.channel("other")) == 1
						&& redis.subscribers(TestBus.channel("short")) == 0);
		}
	}

	@Test
	void whileAChannelIsBeingUnsubscribedANewListenerIsNotToldThatItIsActive() {
		try (TestRedis redis = TestRedis.started(); TestBus test = TestBus.on(redis)) {
			BusSubscription former = test.bus.subscribe(CHANNEL, (notification) -> {
			});
			String other = TestBus.channel("other");
			test.bus.subscribe(other, (notification) -> {
			});
			awaitSubscribers(redis, 1);
			Awaitility.await().until(() -> redis.subscribers(other) == 1);
			redis.pause();
			former.close();
			awaitTurn(test, other);
			AwaitsSubscription listener = new AwaitsSubscription();
			test.bus.subscribe(CHANNEL, listener);
			awaitTurn(test, other);
			assertThat(listener.active).isFalse();
			redis.resume();
			Awaitility.await().until(() -> listener.active);
			Awaitility.await().until(() -> test.publish(TestBus.batch("42", 1)));
			Awaitility.await().until(() -> !listener.heard.isEmpty());
		}
	}

	/** Wait until the thread that subscribes has done what it was asked for before. */
	private static void awaitTurn(TestBus test, String activeChannel) {
		AwaitsSubscription turn = new AwaitsSubscription();
		BusSubscription subscription = test.bus.subscribe(activeChannel, turn);
		Awaitility.await().until(() -> turn.active);
		subscription.close();
	}

	private static final class AwaitsSubscription implements NotificationListener {

		private final List<Notification> heard = Collections.synchronizedList(new ArrayList<>());

		private volatile boolean active;

		@Override
		public void onNotification(Notification notification) {
			this.heard.add(notification);
		}

		@Override
		public void onSubscribed() {
			this.active = true;
		}

	}

	@Test
	void aChannelHearsItsOwnSourceOnlyWhateverTheIdHolds() {
		List<String> ids = List.of("*", "?", "[a-z]", "a:b", "a", "b", "a:*", "\\", "../", "%0d%0a", "Grüße 🎈", "x y");
		try (TestRedis redis = TestRedis.started(); TestBus test = TestBus.on(redis)) {
			List<List<Notification>> heard = new ArrayList<>();
			for (String id : ids) {
				List<Notification> own = Collections.synchronizedList(new ArrayList<>());
				heard.add(own);
				test.bus.subscribe(TestBus.channel(id), own::add);
				Awaitility.await().until(() -> redis.subscribers(TestBus.channel(id)) == 1);
			}
			List<Notification> batch = new ArrayList<>();
			ids.forEach((id) -> batch.addAll(TestBus.batch(id, 3)));
			batch.addAll(TestBus.batch("z", 3));
			assertThat(test.publish(batch)).isTrue();
			for (int i = 0; i < ids.size(); i++) {
				List<Notification> own = heard.get(i);
				Awaitility.await().until(() -> own.size() == 3);
				assertThat(own).containsExactlyElementsOf(TestBus.batch(ids.get(i), 3));
			}
			assertThat(test.bus.invalidMessages()).isZero();
		}
	}

	@Test
	void hostileMessagesAreCountedAndIgnored() {
		String valid = "{\"id\":\"1\",\"type\":\"t\",\"source_id\":\"42\",\"position\":\"events:0:1\"}";
		List<String> hostile = List.of("", "null", "[]", "{", "not json", valid + valid, valid.replace("42", "43"),
				valid.replace("events:0:1", "events:0:-1"), valid.replace("events:0:1", "events:0:9223372036854775808"),
				valid.replace("\"id\":\"1\",", ""), valid.replace("\"1\"", "1"), valid.replace("\"t\"", "\"a\\u0000\""),
				valid.replace("\"t\"", "null"), "[\"java.net.URL\"," + valid + "]",
				"{\"@class\":\"javax.script.ScriptEngineManager\"}", "[".repeat(7000),
				valid.replace("}", ",\"prev\":\"x\"}"), valid.replace("}", ",\"id\":\"2\"}"),
				valid.replace("}", ",\"pad\":\"" + "x".repeat(8192) + "\"}"), "x".repeat(20_000_000));
		try (TestRedis redis = TestRedis.started(); TestBus test = TestBus.on(redis)) {
			List<Notification> heard = Collections.synchronizedList(new ArrayList<>());
			test.bus.subscribe(CHANNEL, heard::add);
			awaitSubscribers(redis, 1);
			for (String message : hostile) {
				assertThat(redis.command("PUBLISH", CHANNEL, message)).isEqualTo(":1\r\n");
			}
			redis.command("PUBLISH".getBytes(StandardCharsets.UTF_8), CHANNEL.getBytes(StandardCharsets.UTF_8),
					new byte[] { (byte) 0xff, (byte) 0xfe });
			redis.command("PUBLISH", CHANNEL, valid.replace("}", ",\"@class\":\"java.net.URL\",\"more\":{\"a\":[1]}}"));
			Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> heard.size() == 1);
			assertThat(test.bus.invalidMessages()).isEqualTo(hostile.size() + 1);
			assertThat(heard.get(0).prev()).isNull();
		}
	}

	@Test
	void whenAMessageMakesRedisCutTheSubscriberOffThenItComesBack() {
		try (TestRedis redis = TestRedis.started(); TestBus test = TestBus.on(redis)) {
			List<Notification> heard = Collections.synchronizedList(new ArrayList<>());
			test.bus.subscribe(CHANNEL, heard::add);
			awaitSubscribers(redis, 1);
			redis.command("PUBLISH", CHANNEL, "x".repeat(50_000_000));
			Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> {
				test.publish(TestBus.batch("42", 1));
				return !heard.isEmpty();
			});
		}
	}

	@Test
	void listenersAreToldWhenTheirChannelIsHeardAndHeardAgain() {
		try (TestRedis redis = TestRedis.started(); TestBus test = TestBus.on(redis)) {
			AtomicInteger told = new AtomicInteger();
			test.bus.subscribe(CHANNEL, new NotificationListener() {

				@Override
				public void onNotification(Notification notification) {
				}

				@Override
				public void onSubscribed() {
					told.incrementAndGet();
				}

			});
			// the confirmation may come both by itself and with the answer to the call
			Awaitility.await().until(() -> told.get() >= 1);
			redis.kill();
			int before = told.get();
			redis.start();
			Awaitility.await().until(() -> told.get() > before);
		}
	}

	@Test
	void whenTheSubscriptionIsGivenUpThenEverythingIsAskedForAnew() {
		try (TestRedis redis = TestRedis.started(); TestBus test = TestBus.on(redis)) {
			List<Notification> heard = Collections.synchronizedList(new ArrayList<>());
			test.bus.subscribe(CHANNEL, heard::add);
			awaitSubscribers(redis, 1);
			String before = subscriber(redis);
			test.bus.subscribeAnew();
			Awaitility.await().until(() -> !before.equals(subscriber(redis)) && redis.subscribers(CHANNEL) == 1);
			test.publish(TestBus.batch("42", 1));
			Awaitility.await().until(() -> heard.size() == 1);
		}
	}

	private static String subscriber(TestRedis redis) {
		return redis.command("CLIENT", "LIST")
			.lines()
			.filter((line) -> line.contains(" sub=") && !line.contains(" sub=0 "))
			.map((line) -> line.substring(0, line.indexOf(' ')))
			.findFirst()
			.orElse("none");
	}

	@Test
	void oneConnectionCarriesAllSubscriptions() {
		try (TestRedis redis = TestRedis.started(); TestBus test = TestBus.on(redis)) {
			for (int i = 0; i < 3000; i++) {
				test.bus.subscribe(TestBus.channel("s" + i), (notification) -> {
				});
			}
			Awaitility.await()
				.untilAsserted(() -> assertThat(redis.command("CLIENT", "LIST")
					.lines()
					.filter((line) -> line.contains(" sub=") && !line.contains(" sub=0 "))
					.toList()).singleElement()
					.asString()
					.containsPattern(" name=app-dual-stream .* sub=300[01] psub=0 "));
		}
	}

	private static void awaitSubscribers(TestRedis redis, int expected) {
		Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> redis.subscribers(CHANNEL) == expected);
	}

}
