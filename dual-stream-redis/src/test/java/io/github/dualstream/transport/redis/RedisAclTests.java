package io.github.dualstream.transport.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import io.github.dualstream.Position;
import io.github.dualstream.Source;
import io.github.dualstream.transport.BusSubscription;
import io.github.dualstream.transport.Notification;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link RedisNotificationBus} as a user who may hear some channels only.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class RedisAclTests {

	private static final String REPO = "events:repo:o/x";

	private static TestRedis redis;

	private final List<Notification> heard = Collections.synchronizedList(new ArrayList<>());

	private TestBus test;

	@BeforeAll
	static void start() {
		redis = TestRedis.started();
	}

	@AfterAll
	static void stop() {
		redis.close();
	}

	@BeforeEach
	void setUp() {
		allow("&events:repo:*", "&events:~probe:*");
		RedisStandaloneConfiguration configuration = new RedisStandaloneConfiguration("127.0.0.1", redis.port());
		configuration.setUsername("feeds");
		configuration.setPassword("secret");
		this.test = new TestBus(configuration);
	}

	@AfterEach
	void tearDown() {
		this.test.close();
	}

	private static void allow(String... channels) {
		List<String> command = new ArrayList<>(
				List.of("ACL", "SETUSER", "feeds", "on", ">secret", "+@all", "~*", "resetchannels"));
		command.addAll(List.of(channels));
		assertThat(redis.command(command.toArray(String[]::new))).startsWith("+OK");
	}

	@Test
	void whenOneChannelIsForbiddenThenTheOthersAreHeardAndHealthNamesIt(CapturedOutput output) throws Exception {
		subscribe("order", "1");
		IntStream.range(0, 50).forEach((i) -> subscribe("repo", "o/" + i));
		subscribe("repo", "o/x");
		awaitSubscribers(REPO, 1);
		awaitSubscribers("events:repo:o/49", 1);
		assertThat(this.test.publish(List.of(notification("repo", "o/x")))).isTrue();
		Awaitility.await().until(() -> this.heard.size() == 1);
		Awaitility.await().until(() -> output.getOut().contains("refuses the channel"));
		assertThatIllegalStateException().isThrownBy(() -> this.test.bus.probe(Duration.ofSeconds(2)))
			.withMessageContaining("refuses 1 channels")
			.withMessageContaining("events:order:1")
			.withMessageContaining("&events:*");
		assertThat(output.getOut().split("refuses the channel", -1)).hasSize(2);
	}

	@Test
	void whenAForbiddenChannelIsAllowedThenItIsHeardAndHealthIsWellAgain() throws Exception {
		subscribe("order", "1");
		awaitRefused();
		allow("&events:*");
		awaitSubscribers("events:order:1", 1);
		assertThat(this.test.bus.probe(Duration.ofSeconds(2))).isEmpty();
	}

	@Test
	void whenTheListenerOfAForbiddenChannelLeavesThenHealthIsWellAgain() throws Exception {
		BusSubscription subscription = subscribe("order", "1");
		awaitRefused();
		subscription.close();
		assertThat(this.test.bus.probe(Duration.ofSeconds(2))).isEmpty();
	}

	@Test
	void whenAChannelIsForbiddenLaterThenTheOthersAreHeardOn() {
		allow("&events:*");
		subscribe("order", "1");
		subscribe("repo", "o/x");
		awaitSubscribers("events:order:1", 1);
		awaitSubscribers(REPO, 1);
		allow("&events:repo:*", "&events:~probe:*");
		awaitRefused();
		awaitSubscribers(REPO, 1);
		// a publish right after the rules changed may meet a connection that Redis has
		// ended
		Awaitility.await().until(() -> this.test.publish(List.of(notification("repo", "o/x"))));
		Awaitility.await().until(() -> !this.heard.isEmpty());
	}

	@Test
	void whenEveryChannelIsForbiddenThenTheLogStaysSmall(CapturedOutput output) {
		IntStream.range(0, 500).forEach((i) -> subscribe("order", "s" + i));
		Awaitility.await()
			.untilAsserted(
					() -> assertThatIllegalStateException().isThrownBy(() -> this.test.bus.probe(Duration.ofSeconds(2)))
						.withMessageContaining("refuses 500 channels")
						.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(500)));
		assertThat(output.getOut().split("refuses the channel", -1).length).isLessThan(20);
	}

	private void awaitRefused() {
		Awaitility.await()
			.untilAsserted(
					() -> assertThatIllegalStateException().isThrownBy(() -> this.test.bus.probe(Duration.ofSeconds(2)))
						.withMessageContaining("events:order:1"));
	}

	private BusSubscription subscribe(String type, String id) {
		return this.test.bus.subscribe(TestBus.NAMING.channelOf(new Source(type, id)), this.heard::add);
	}

	private static Notification notification(String type, String id) {
		return new Notification("e-1", "happened", new Source(type, id), new Position("events", 0, 1), null);
	}

	private static void awaitSubscribers(String channel, int number) {
		Awaitility.await().until(() -> redis.subscribers(channel) == number);
	}

}
