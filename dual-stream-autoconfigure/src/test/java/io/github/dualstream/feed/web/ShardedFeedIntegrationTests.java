package io.github.dualstream.feed.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.feed.FeedStatistics;
import io.github.dualstream.feed.RepairCause;
import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.test.RedisServer;
import io.github.dualstream.transport.redis.TestCluster;
import io.github.dualstream.transport.redis.TestRedis;
import io.lettuce.core.cluster.SlotHash;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * From the publisher to the browser through sharded Pub/Sub, without a look at the log
 * that nothing but the time leads to.
 */
@Timeout(180)
class ShardedFeedIntegrationTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final JsonMapper JSON = new JsonMapper();

	private static final List<String> SOURCES = IntStream.range(0, 12).mapToObj(Integer::toString).toList();

	private static KafkaServer kafka;

	private static TestCluster cluster;

	private final Map<String, List<String>> published = new LinkedHashMap<>();

	private ConfigurableApplicationContext context;

	private SseClient client;

	@BeforeAll
	static void startServers() {
		assumeTrue(RedisServer.installedMajorVersion() >= 7,
				"Sharded Pub/Sub needs a redis-server from 7.0 on the PATH");
		cluster = TestCluster.installed();
		kafka = KafkaServer.start();
	}

	@AfterAll
	static void stopServers() {
		if (cluster != null) {
			cluster.close();
			kafka.close();
		}
	}

	@BeforeEach
	void open() {
		this.context = new SpringApplicationBuilder(Application.class)
			.properties("server.port=0", "spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
					"spring.data.redis.cluster.nodes=" + cluster.topology()
						.getClusterNodes()
						.stream()
						.map((node) -> node.getHost() + ":" + node.getPort())
						.collect(Collectors.joining(",")),
					"dual-stream.redis.sharded=true", "dual-stream.feed.reconcile-interval=0",
					"dual-stream.web.enabled=true", "dual-stream.web.allow-anonymous=true",
					"spring.lifecycle.timeout-per-shutdown-phase=5s")
			.run();
		this.client = new SseClient(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
				URI.create("http://localhost:" + this.context.getEnvironment().getRequiredProperty("local.server.port")
						+ "/events/stream?history=0"
						+ SOURCES.stream().map((id) -> "&source=order:" + id).collect(Collectors.joining())));
		Awaitility.await().atMost(LONG).until(this.client::isConnected);
		Awaitility.await().atMost(LONG).until(ShardedFeedIntegrationTests::isHeard);
	}

	@AfterEach
	void close() {
		this.client.close();
		this.context.close();
	}

	@Test
	void eventsComeByTheirNotifications() {
		publish(20);
		awaitAll();
	}

	@Test
	void whenASlotMovesThenNothingIsMissing() {
		String channel = "events:order:0";
		TestRedis from = cluster.ownerOf(channel);
		TestRedis to = cluster.otherThan(from);
		publish(5);
		cluster.moveSlot(SlotHash.getSlot(channel), from, to);
		try {
			publish(5);
			Awaitility.await().atMost(LONG).until(() -> to.shardSubscribers(channel) == 1);
			publish(5);
			awaitAll();
		}
		finally {
			cluster.moveSlot(SlotHash.getSlot(channel), to, from);
		}
	}

	@Test
	void whenANodeIsAwayThenWhatItWouldHaveToldIsReadOnceItIsHeardAgain() {
		TestRedis away = cluster.ownerOf("events:order:0");
		publish(5);
		awaitAll();
		away.kill();
		publish(5);
		away.start();
		awaitAll();
		Awaitility.await()
			.atMost(LONG)
			.until(() -> repaired(RepairCause.RECONNECT) + repaired(RepairCause.LATER_NOTIFICATION) > 0);
		publish(5);
		awaitAll();
	}

	/**
	 * A notification of a source on another node may come before the one that is away is
	 * back.
	 */
	private long repaired(RepairCause cause) {
		return this.context.getBean(FeedStatistics.class).repaired(cause);
	}

	private static boolean isHeard() {
		return SOURCES.stream()
			.map((id) -> "events:order:" + id)
			.allMatch((channel) -> cluster.ownerOf(channel).shardSubscribers(channel) == 1);
	}

	private void publish(int rounds) {
		DualStreamPublisher publisher = this.context.getBean(DualStreamPublisher.class);
		for (int i = 0; i < rounds; i++) {
			for (String source : SOURCES) {
				String id = publisher.publish(Event.of("order", source, "order.changed", Map.of())).eventId();
				this.published.computeIfAbsent(source, (key) -> new ArrayList<>()).add(id);
			}
		}
	}

	private void awaitAll() {
		Awaitility.await().atMost(LONG).untilAsserted(() -> assertThat(received()).isEqualTo(this.published));
	}

	private Map<String, List<String>> received() {
		return this.client.data()
			.stream()
			.map(JSON::readTree)
			.collect(Collectors.groupingBy((event) -> event.get("source_id").asString(),
					Collectors.mapping((event) -> event.get("id").asString(), Collectors.toList())));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
