package io.github.dualstream.transport.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.github.dualstream.test.RedisServer;
import io.github.dualstream.transport.BusSubscription;
import io.github.dualstream.transport.Notification;
import io.github.dualstream.transport.NotificationListener;
import io.lettuce.core.cluster.SlotHash;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Sharded Pub/Sub on a cluster of three nodes.
 */
@Timeout(120)
class RedisShardedTests {

	private static final int SOURCES = 60;

	private static TestCluster cluster;

	@BeforeAll
	static void start() {
		assumeTrue(RedisServer.installedMajorVersion() >= 7,
				"Sharded Pub/Sub needs a redis-server from 7.0 on the PATH");
		cluster = TestCluster.installed();
	}

	@AfterAll
	static void stop() {
		if (cluster != null) {
			cluster.close();
		}
	}

	@Test
	void everySourceIsHeardInOrderThroughTheNodeThatHasItsSlotAndNoOther() {
		try (TestBus test = bus()) {
			Map<String, Heard> heard = listen(test);
			int refused = test.refused;
			test.publish(rounds(0, 5));
			assertThat(test.refused).isEqualTo(refused);
			await(() -> heard.values().stream().allMatch((listener) -> listener.notifications.size() == 5));
			assertThat(heard.values())
				.allSatisfy((listener) -> assertThat(listener.offsets()).containsExactly(0L, 1L, 2L, 3L, 4L));
			for (TestRedis node : cluster.nodes()) {
				assertThat(heard.keySet().stream().filter((id) -> node.shardSubscribers(TestBus.channel(id)) == 1))
					.isNotEmpty()
					.allMatch((id) -> cluster.ownerOf(TestBus.channel(id)) == node);
				assertThat(node.command("PUBSUB", "CHANNELS")).isEqualTo("*0\r\n");
			}
			assertThat(heard.keySet()).allMatch((id) -> shardSubscribers(id) == 1);
		}
	}

	@Test
	void manyListenersShareOneSubscriptionThatEndsWithTheLast() {
		try (TestBus test = bus()) {
			List<BusSubscription> subscriptions = new ArrayList<>();
			Heard heard = new Heard();
			for (int i = 0; i < 20; i++) {
				subscriptions.add(test.bus.subscribe(TestBus.channel("42"), heard));
			}
			await(() -> shardSubscribers("42") == 1);
			awaitReady(test);
			test.publish(TestBus.batch("42", 1));
			await(() -> heard.notifications.size() == 20);
			subscriptions.forEach(BusSubscription::close);
			await(() -> shardSubscribers("42") == 0);
		}
	}

	@Test
	void whenASlotMovesThenItsChannelIsHeardFromItsNewNodeAndNothingIsRefused() {
		String channel = TestBus.channel("moves");
		TestRedis from = cluster.ownerOf(channel);
		TestRedis to = cluster.otherThan(from);
		try (TestBus test = bus()) {
			Heard heard = new Heard();
			test.bus.subscribe(channel, heard);
			await(() -> heard.subscribed.get() == 1);
			awaitReady(test);
			int refused = test.refused;
			test.publish(TestBus.batch("moves", 0, 10));
			await(() -> heard.notifications.size() == 10);
			cluster.moveSlot(SlotHash.getSlot(channel), from, to);
			await(() -> to.shardSubscribers(channel) == 1 && heard.subscribed.get() >= 2);
			awaitReady(test);
			test.publish(TestBus.batch("moves", 10, 10));
			assertThat(test.refused).isEqualTo(refused);
			await(() -> heard.notifications.size() == 20);
			assertThat(heard.offsets()).isEqualTo(LongStream.range(0, 20).boxed().toList());
		}
		finally {
			cluster.moveSlot(SlotHash.getSlot(channel), to, from);
		}
	}

	@Test
	void whenANodeIsRestartedThenAllItsChannelsAreHeardAgainAndListenersAreTold() {
		try (TestBus test = bus()) {
			Map<String, Heard> heard = listen(test);
			for (TestRedis node : cluster.nodes()) {
				Map<String, Integer> before = new ConcurrentHashMap<>();
				heard.forEach((id, listener) -> before.put(id, listener.subscribed.get()));
				node.kill();
				node.start();
				await(() -> heard.entrySet()
					.stream()
					.filter((entry) -> cluster.ownerOf(TestBus.channel(entry.getKey())) == node)
					.allMatch((entry) -> entry.getValue().subscribed.get() > before.get(entry.getKey())));
				await(() -> heard.keySet().stream().allMatch((id) -> shardSubscribers(id) == 1));
			}
			awaitReady(test);
			test.publish(rounds(0, 1));
			await(() -> heard.values().stream().allMatch((listener) -> listener.notifications.size() == 1));
		}
	}

	@Test
	void whileANodeIsAwayTheOthersTakeTheirShare() {
		TestRedis away = cluster.nodes().get(1);
		try (TestBus test = bus()) {
			Map<String, Heard> heard = listen(test);
			awaitReady(test);
			away.kill();
			try (TestBus startedMeanwhile = bus()) {
				for (TestBus each : List.of(test, startedMeanwhile)) {
					heard.values().forEach((listener) -> listener.notifications.clear());
					await(() -> {
						each.publish(rounds(0, 1));
						return heard.entrySet()
							.stream()
							.filter((entry) -> cluster.ownerOf(TestBus.channel(entry.getKey())) != away)
							.noneMatch((entry) -> entry.getValue().notifications.isEmpty());
					});
					assertThat(each.sent + each.refused + each.unknown).isEqualTo(each.offered);
				}
			}
		}
		finally {
			away.start();
			cluster.awaitComplete();
		}
	}

	@Test
	void tenThousandChannelsAreAskedForAtOnce() {
		try (TestBus test = bus()) {
			AtomicInteger subscribed = new AtomicInteger();
			for (int i = 0; i < 10_000; i++) {
				test.bus.subscribe(TestBus.channel("many-" + i), new NotificationListener() {

					@Override
					public void onNotification(Notification notification) {
					}

					@Override
					public void onSubscribed() {
						subscribed.incrementAndGet();
					}

				});
			}
			await(() -> subscribed.get() >= 10_000);
			assertThat(shardSubscribers("many-0")).isEqualTo(1);
			assertThat(shardSubscribers("many-9999")).isEqualTo(1);
		}
	}

	@Test
	void everyNodeHasAChannelOfTheProbe() {
		try (TestBus test = bus()) {
			test.bus.subscribe(TestBus.channel("42"), new Heard());
			await(() -> cluster.nodes()
				.stream()
				.allMatch((node) -> node.command("PUBSUB", "SHARDCHANNELS", "events:~probe:*").startsWith("*1\r\n")));
		}
	}

	@Test
	void theProbeOfHealthAnswers() throws TimeoutException {
		try (TestBus test = bus()) {
			assertThat(test.bus.probe(Duration.ofSeconds(5))).isEmpty();
		}
	}

	private static TestBus bus() {
		return new TestBus(cluster.topology(), TestBus.NAMING, true);
	}

	private static Map<String, Heard> listen(TestBus test) {
		Map<String, Heard> heard = new ConcurrentHashMap<>();
		for (int i = 0; i < SOURCES; i++) {
			Heard listener = new Heard();
			heard.put("s" + i, listener);
			test.bus.subscribe(TestBus.channel("s" + i), listener);
		}
		await(() -> heard.keySet().stream().allMatch((id) -> shardSubscribers(id) == 1));
		awaitReady(test);
		return heard;
	}

	/** Until everything is sent, to a source that nobody listens to on each node. */
	private static void awaitReady(TestBus test) {
		List<Notification> probes = IntStream.range(0, 50).mapToObj((i) -> TestBus.notification("x" + i, 0)).toList();
		await(() -> test.publish(probes));
	}

	private static void await(BooleanSupplier condition) {
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition::getAsBoolean);
	}

	private static List<Notification> rounds(int from, int to) {
		List<Notification> batch = new ArrayList<>();
		for (int round = from; round < to; round++) {
			for (int i = 0; i < SOURCES; i++) {
				batch.add(TestBus.notification("s" + i, round));
			}
		}
		return batch;
	}

	private static int shardSubscribers(String id) {
		return cluster.nodes().stream().mapToInt((node) -> node.shardSubscribers(TestBus.channel(id))).sum();
	}

	private static final class Heard implements NotificationListener {

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

		private List<Long> offsets() {
			return this.notifications.stream().map((notification) -> notification.position().offset()).toList();
		}

	}

}
