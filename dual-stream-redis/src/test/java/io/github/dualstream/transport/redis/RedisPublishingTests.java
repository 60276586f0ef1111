package io.github.dualstream.transport.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.dualstream.harness.MachineStalls;
import io.github.dualstream.transport.Notification;
import io.github.dualstream.transport.NotificationException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.data.redis.connection.RedisStandaloneConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Timeout(120)
class RedisPublishingTests {

	private static final Pattern CONNECTIONS_RECEIVED = Pattern.compile("total_connections_received:(\\d+)");

	@Test
	void fiveHundredAndTwelveInOneBatchArriveInOrder() throws Exception {
		try (TestRedis redis = TestRedis.started(); TestBus test = TestBus.on(redis)) {
			List<Notification> heard = listen(redis, test, "42");
			List<Notification> batch = TestBus.batch("42", 512);
			test.bus.publish(batch);
			Awaitility.await().until(() -> heard.size() == 512);
			assertThat(heard).containsExactlyElementsOf(batch);
		}
	}

	@Test
	void connectsOnceWhenToldToAndNotBefore() {
		try (TestRedis redis = TestRedis.started(); TestBus test = TestBus.on(redis)) {
			assertThat(connections(redis)).isZero();
			test.bus.connect();
			test.bus.connect();
			Awaitility.await().until(() -> connections(redis) == 1);
			assertThat(test.publish(TestBus.batch("42", 10))).isTrue();
			assertThat(connections(redis)).isEqualTo(1);
		}
	}

	@Test
	void batchesShareOneConnection() throws Exception {
		try (TestRedis redis = TestRedis.started(); TestBus test = TestBus.on(redis)) {
			test.bus.publish(TestBus.batch("42", 10));
			int before = connectionsReceived(redis);
			for (int i = 0; i < 20; i++) {
				test.bus.publish(TestBus.batch("42", 10));
			}
			int after = connectionsReceived(redis);
			// the question itself is the one more
			assertThat(after).isEqualTo(before + 1);
		}
	}

	@Test
	void whenRedisRefusesSomeThenTheyAloneAreRefused() throws Exception {
		try (TestRedis redis = TestRedis.started()) {
			redis.command("ACL", "SETUSER", "bus", "on", ">secret", "+@all", "~*", "resetchannels", "&events:order:a*");
			RedisStandaloneConfiguration topology = new RedisStandaloneConfiguration("127.0.0.1", redis.port());
			topology.setUsername("bus");
			topology.setPassword("secret");
			try (TestBus test = new TestBus(topology)) {
				List<Notification> batch = new ArrayList<>(TestBus.batch("a", 7));
				batch.addAll(3, TestBus.batch("b", 5));
				NotificationException ex = failure(test, batch);
				assertThat(ex.sent()).isEqualTo(7);
				assertThat(ex.refused()).isEqualTo(5);
				assertThat(ex.unknown()).isZero();
				assertThat(ex).hasMessageContaining("NOPERM");
			}
		}
	}

	@Test
	void whenRedisIsOutOfMemoryThenPublishingWorks() {
		try (TestRedis redis = TestRedis.started("--maxmemory", "1mb", "--maxmemory-policy", "noeviction");
				TestBus test = TestBus.on(redis)) {
			Awaitility.await()
				.until(() -> redis.command("SET", "k" + System.nanoTime(), "x".repeat(100_000)).contains("OOM"));
			assertThatCode(() -> test.bus.publish(TestBus.batch("42", 100))).doesNotThrowAnyException();
		}
	}

	@Test
	void whenRedisIsDownAtStartThenBatchesAreRefusedUntilItIsThere() {
		try (TestRedis redis = TestRedis.notStarted(); TestBus test = TestBus.on(redis)) {
			NotificationException ex = failure(test, TestBus.batch("42", 3));
			assertThat(ex.refused()).isEqualTo(3);
			redis.start();
			Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> test.publish(TestBus.batch("42", 3)));
		}
	}

	@Test
	void whenRedisHangsThenEveryCallReturnsInTimeAndAfterwardsItWorksAgain() {
		try (TestRedis redis = TestRedis.started(); TestBus test = TestBus.on(redis)) {
			assertThat(test.publish(TestBus.batch("42", 10))).isTrue();
			redis.pause();
			NotificationException first = timedFailure(test);
			assertThat(first.unknown()).isEqualTo(10);
			// nothing is written behind what Redis has not taken
			for (int i = 0; i < 4; i++) {
				assertThat(timedFailure(test).refused()).isEqualTo(10);
			}
			redis.resume();
			Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> test.publish(TestBus.batch("42", 10)));
		}
	}

	@Test
	void whenRedisHangsForLongThenCallsStayBoundedAndItRecovers() {
		try (TestRedis redis = TestRedis.started(); TestBus test = TestBus.on(redis)) {
			List<Notification> heard = listen(redis, test, "42");
			assertThat(test.publish(TestBus.batch("42", 10))).isTrue();
			Awaitility.await().until(() -> heard.size() == 10);
			heard.clear();
			redis.pause();
			long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
			while (System.nanoTime() < end) {
				timedFailure(test);
			}
			redis.resume();
			Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> test.publish(TestBus.batch("42", 10)));
			assertThat(heard).hasSizeLessThanOrEqualTo(30);
		}
	}

	@Test
	void whenRedisIsKilledInAStreamOfBatchesThenTheCountsAddUp() throws Exception {
		try (TestRedis redis = TestRedis.started(); TestBus test = TestBus.on(redis)) {
			List<Notification> heard = listen(redis, test, "42");
			AtomicInteger rounds = new AtomicInteger();
			Thread killer = new Thread(() -> {
				for (int i = 0; i < 3; i++) {
					int seen = rounds.get();
					Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> rounds.get() > seen + 50);
					redis.kill();
					redis.start();
				}
			});
			killer.start();
			while (killer.isAlive()) {
				test.publish(TestBus.batch("42", test.offered, 200));
				rounds.incrementAndGet();
			}
			Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> {
				Notification last = TestBus.notification("42", test.offered);
				test.publish(List.of(last));
				return heard.contains(last);
			});
			assertThat(test.sent + test.refused + test.unknown).isEqualTo(test.offered);
			assertThat(test.refused).isPositive();
			assertThat(heard).hasSizeLessThanOrEqualTo(test.sent + test.unknown)
				.doesNotHaveDuplicates()
				.isSortedAccordingTo(Comparator.comparing((notification) -> notification.position().offset()));
		}
	}

	@Test
	void whenRedisIsKilledAfterALostReplyThenTheBatchIsNotSentAgain() {
		try (TestRedis redis = TestRedis.started(); TestBus test = TestBus.on(redis)) {
			listen(redis, test, "42");
			assertThat(test.publish(TestBus.batch("42", 10))).isTrue();
			redis.pause();
			assertThat(failure(test, TestBus.batch("42", 10)).unknown()).isEqualTo(10);
			redis.kill();
			redis.start();
			List<Notification> heard = listen(redis, test, "42");
			Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> test.publish(TestBus.batch("42", 100, 1)));
			Awaitility.await().until(() -> !heard.isEmpty());
			assertThat(heard).allMatch((notification) -> notification.position().offset() == 100);
		}
	}

	@Test
	void closingIsBoundedWhileRedisHangs() {
		try (TestRedis redis = TestRedis.started()) {
			TestBus test = TestBus.on(redis);
			listen(redis, test, "42");
			assertThat(test.publish(TestBus.batch("42", 10))).isTrue();
			redis.pause();
			test.publish(TestBus.batch("42", 512));
			long start = System.nanoTime();
			test.bus.close();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
			assertThat(failure(test, TestBus.batch("42", 3)).refused()).isEqualTo(3);
			test.close();
		}
	}

	@Test
	void theProbeAnswersInTimeWhateverHangs() {
		try (TestRedis redis = TestRedis.started(); TestBus test = TestBus.on(redis)) {
			Awaitility.await().until(() -> answers(test, Duration.ofSeconds(2)));
			redis.pause();
			try (MachineStalls stalls = MachineStalls.watch()) {
				long start = System.nanoTime();
				for (int i = 0; i < 5; i++) {
					assertThat(answers(test, Duration.ofMillis(200))).isFalse();
				}
				long end = System.nanoTime();
				assertThat(Duration.ofNanos(end - start).minus(stalls.between(start, end)))
					.isLessThan(Duration.ofMillis(1500));
			}
			redis.resume();
			Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> answers(test, Duration.ofMillis(200)));
			redis.kill();
			Awaitility.await().until(() -> !answers(test, Duration.ofMillis(200)));
		}
	}

	private static List<Notification> listen(TestRedis redis, TestBus test, String sourceId) {
		List<Notification> heard = Collections.synchronizedList(new ArrayList<>());
		test.bus.subscribe(TestBus.channel(sourceId), heard::add);
		Awaitility.await().until(() -> redis.subscribers(TestBus.channel(sourceId)) == 1);
		return heard;
	}

	private static boolean answers(TestBus test, Duration timeout) {
		try {
			test.bus.probe(timeout);
			return true;
		}
		catch (TimeoutException | IllegalStateException ex) {
			return false;
		}
	}

	private static long connections(TestRedis redis) {
		return redis.command("CLIENT", "LIST").lines().filter((line) -> line.contains("name=app-dual-stream")).count();
	}

	private static int connectionsReceived(TestRedis redis) {
		Matcher matcher = CONNECTIONS_RECEIVED.matcher(redis.command("INFO", "stats"));
		assertThat(matcher.find()).isTrue();
		return Integer.parseInt(matcher.group(1));
	}

	private static NotificationException failure(TestBus test, List<Notification> batch) {
		NotificationException ex = catchThrowableOfType(NotificationException.class, () -> test.bus.publish(batch));
		assertThat(ex).isNotNull();
		assertThat(ex.sent() + ex.refused() + ex.unknown()).isEqualTo(batch.size());
		return ex;
	}

	private static NotificationException timedFailure(TestBus test) {
		try (MachineStalls stalls = MachineStalls.watch()) {
			long start = System.nanoTime();
			NotificationException ex = failure(test, TestBus.batch("42", 10));
			long end = System.nanoTime();
			assertThat(Duration.ofNanos(end - start).minus(stalls.between(start, end)))
				.isLessThan(TestBus.TIMEOUT.multipliedBy(2));
			return ex;
		}
	}

}
