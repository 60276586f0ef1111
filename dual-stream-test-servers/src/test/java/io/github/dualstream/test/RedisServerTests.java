package io.github.dualstream.test;

import java.time.Duration;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests for {@link RedisServer} and {@link RedisMessages}.
 */
class RedisServerTests {

	private RedisServer server;

	private RedisClient client;

	@BeforeEach
	void start() {
		this.server = RedisServer.start();
		this.client = RedisClient.create(RedisURI.create(this.server.host(), this.server.port()));
	}

	@AfterEach
	void close() {
		this.client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
		this.server.close();
	}

	@Test
	void whenAMessageIsPublishedThenOnlyExactSubscribersOfItsChannelGetIt() {
		try (RedisMessages messages = RedisMessages.subscribe(this.server.host(), this.server.port(), "events:*:1",
				"events:b:1"); StatefulRedisConnection<String, String> connection = this.client.connect()) {
			connection.sync().publish("events:a:1", "other");
			connection.sync().publish("events:*:1", "first");
			connection.sync().publish("events:b:1", "second");
			await().untilAsserted(() -> assertThat(messages.messages())
				.containsExactly(new RedisMessage("events:*:1", "first"), new RedisMessage("events:b:1", "second")));
		}
	}

	@Test
	void whenSubscribedByPatternThenMatchingChannelsAreReceived() {
		try (RedisMessages messages = RedisMessages.psubscribe(this.server.host(), this.server.port(), "events:*");
				StatefulRedisConnection<String, String> connection = this.client.connect()) {
			connection.sync().publish("other:a", "other");
			connection.sync().publish("events:a", "first");
			await().untilAsserted(
					() -> assertThat(messages.messages()).containsExactly(new RedisMessage("events:a", "first")));
		}
	}

	@Test
	void whenKilledAndRestartedThenItIsEmptyOnTheSamePortAndSubscribersComeBack() {
		int port = this.server.port();
		try (RedisMessages messages = RedisMessages.subscribe(this.server.host(), port, "events");
				StatefulRedisConnection<String, String> connection = this.client.connect()) {
			connection.sync().set("key", "value");
			this.server.kill();
			assertThat(this.server.isRunning()).isFalse();
			this.server.restart();
			assertThat(this.server.port()).isEqualTo(port);
			assertThat(connection.sync().get("key")).isNull();
			await().until(() -> connection.sync().publish("events", "back") > 0);
			await().untilAsserted(() -> assertThat(messages.messages()).contains(new RedisMessage("events", "back")));
		}
	}

	@Test
	void whenPausedThenAPingTimesOutUntilResumed() {
		try (StatefulRedisConnection<String, String> connection = this.client.connect()) {
			RedisCommands<String, String> commands = connection.sync();
			assertThat(commands.ping()).isEqualTo("PONG");
			this.server.pause();
			connection.setTimeout(Duration.ofMillis(300));
			assertThatExceptionOfType(RedisCommandTimeoutException.class).isThrownBy(commands::ping);
			assertThat(this.server.isRunning()).isTrue();
			connection.setTimeout(Duration.ofSeconds(10));
			this.server.resume();
			assertThat(commands.ping()).isEqualTo("PONG");
		}
	}

	@Test
	void whenItRunsThenItKeepsNothingOnDisk() {
		try (StatefulRedisConnection<String, String> connection = this.client.connect()) {
			assertThat(connection.sync().configGet("save")).containsEntry("save", "");
			assertThat(connection.sync().configGet("appendonly")).containsEntry("appendonly", "no");
		}
	}

	@Test
	void whenPausedThenItCanStillBeKilledAndRestarted() {
		this.server.pause();
		this.server.restart();
		assertThat(this.client.connect().sync().ping()).isEqualTo("PONG");
	}

	@Test
	void whenArgumentsAreGivenThenTheyWin() {
		try (RedisServer limited = RedisServer.start("--maxmemory", "3mb");
				StatefulRedisConnection<String, String> connection = this.client
					.connect(RedisURI.create(limited.host(), limited.port()))) {
			assertThat(connection.sync().configGet("maxmemory")).containsEntry("maxmemory", "3145728");
		}
	}

	@Test
	void theInstalledOneIsOfTheVersionThatItSays() {
		int version = RedisServer.installedMajorVersion();
		assumeTrue(version > 0, "There is no redis-server on the PATH");
		try (RedisServer installed = RedisServer.startInstalled();
				StatefulRedisConnection<String, String> connection = this.client
					.connect(RedisURI.create(installed.host(), installed.port()))) {
			assertThat(connection.sync().info("server")).contains("redis_version:" + version + ".");
		}
	}

	@Test
	void whenAnArgumentIsWrongThenTheErrorShowsTheLogAndWhatToDo() {
		assertThatIllegalStateException().isThrownBy(() -> RedisServer.start("--no-such-option", "1"))
			.withMessageContaining("ended with exit code 1")
			.withMessageContaining("arguments given to start()")
			.withMessageContaining("no-such-option");
	}

	@Test
	void whenClosedThenItCannotBeRestarted() {
		this.server.close();
		assertThatIllegalStateException().isThrownBy(this.server::restart).withMessageContaining("start a new one");
		assertThatIllegalStateException().isThrownBy(this.server::pause).withMessageContaining("not running");
	}

}
