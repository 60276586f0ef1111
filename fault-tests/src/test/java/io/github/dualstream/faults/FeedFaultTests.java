package io.github.dualstream.faults;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.test.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Everything between the log and the clients in trouble, under load: each client sees
 * each event of its sources once and in order, or is told to reload.
 */
@Tag("faults")
class FeedFaultTests {

	private static final int EVENTS = 300;

	private static final int SOAK_ROUNDS = Integer.getInteger("soak.feed-rounds", 10);

	/** What Redis keeps for a subscriber that does not read. */
	private static final String[] OUTPUT_BUFFER = { "--client-output-buffer-limit", "pubsub", "256kb", "128kb", "1" };

	private static final String PUBSUB_CLIENTS = "flags=P";

	@TempDir
	private Path folder;

	private KafkaServer kafka;

	private RedisServer redis;

	@BeforeEach
	void startServers() {
		this.kafka = KafkaServer.start();
		this.redis = RedisServer.start(OUTPUT_BUFFER);
	}

	@AfterEach
	void stopServers() {
		this.redis.close();
		this.kafka.close();
	}

	@Test
	void whenRedisTheGatewayAndTheClientsFailThenEveryClientGoesOnWithoutGapOrDuplicate() throws Exception {
		try (FeedRun run = new FeedRun(this.folder, "feeds", servers())) {
			suffer(run);
			assertThat(run.check()).isZero();
		}
	}

	@Test
	@Tag("soak")
	void whenTheyFailAgainAndAgainThenEveryClientGoesOnWithoutGapOrDuplicate() throws Exception {
		try (FeedRun run = new FeedRun(this.folder, "feeds-soak", servers())) {
			for (int round = 0; round < SOAK_ROUNDS; round++) {
				suffer(run);
			}
			assertThat(run.check()).isZero();
		}
	}

	@Test
	void whenATopicGrowsAndRetentionPassesACursorThenEveryClientIsTold() throws Exception {
		try (FeedRun run = new FeedRun(this.folder, "feeds-reset", servers()); Admin admin = admin()) {
			run.flow("all is well", EVENTS);
			run.gateway().kill();
			run.expire(admin, EVENTS);
			run.gateway().restart();
			run.awaitResets("expired");
			run.flow("history has expired", EVENTS);
			admin.createPartitions(Map.of("feeds-reset", NewPartitions.increaseTo(5))).all().get();
			run.awaitResets("repartitioned");
			run.flow("the topic has grown", EVENTS);
			assertThat(run.check()).isPositive();
		}
	}

	private void suffer(FeedRun run) throws Exception {
		run.flow("all is well", EVENTS);
		this.redis.kill();
		run.flow("Redis is dead", EVENTS);
		this.redis.restart();
		run.flow("Redis is back", EVENTS);
		this.redis.pause();
		run.flow("Redis hangs", EVENTS);
		this.redis.resume();
		run.dropSome();
		run.flow("clients were dropped", EVENTS);
		overflow(run);
		run.flow("the subscriber's output buffer has overflowed", EVENTS);
		run.gateway().kill();
		run.gateway().restart();
		run.flow("the gateway was killed and restarted", EVENTS);
	}

	/** Until Redis hangs up on the gateway, which does not read. */
	private void overflow(FeedRun run) {
		RedisClient client = RedisClient.create(RedisURI.create(this.redis.host(), this.redis.port()));
		try {
			RedisCommands<String, String> commands = client.connect().sync();
			String channel = commands.pubsubChannels("events:*").get(0);
			String before = subscribers(commands);
			assertThat(before).isNotEmpty();
			run.gateway().pause();
			try {
				String junk = "x".repeat(64 * 1024);
				await("Redis hangs up on the subscriber").atMost(FeedRun.PATIENCE).until(() -> {
					for (int i = 0; i < 100; i++) {
						commands.publish(channel, junk);
					}
					return !subscribers(commands).equals(before);
				});
			}
			finally {
				run.gateway().resume();
			}
		}
		finally {
			client.shutdown();
		}
	}

	private static String subscribers(RedisCommands<String, String> commands) {
		return Arrays.stream(commands.clientList().split("\n", -1))
			.filter((line) -> line.contains(PUBSUB_CLIENTS))
			.map((line) -> line.split(" ", 2)[0])
			.sorted()
			.toList()
			.toString();
	}

	private Admin admin() {
		return Admin.create(Map.of("bootstrap.servers", this.kafka.bootstrapServers()));
	}

	private Map<String, String> servers() {
		return Map.of("spring.kafka.bootstrap-servers", this.kafka.bootstrapServers(), "spring.data.redis.host",
				this.redis.host(), "spring.data.redis.port", Integer.toString(this.redis.port()));
	}

}
