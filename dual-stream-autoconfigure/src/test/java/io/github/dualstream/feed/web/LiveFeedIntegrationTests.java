package io.github.dualstream.feed.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.feed.FeedStatistics;
import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.test.RedisServer;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * From the publisher to the browser, on a real Kafka and a real Redis, while things fail.
 */
@Timeout(180)
class LiveFeedIntegrationTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final JsonMapper JSON = new JsonMapper();

	private static KafkaServer kafka;

	private static RedisServer redis;

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final String topic = "topic-" + UUID.randomUUID();

	private final List<SseClient> clients = new ArrayList<>();

	private final List<String> published = new ArrayList<>();

	private ConfigurableApplicationContext context;

	@BeforeAll
	static void startServers() {
		kafka = KafkaServer.start();
		redis = RedisServer.start();
	}

	@AfterAll
	static void stopServers() {
		redis.close();
		kafka.close();
	}

	@BeforeEach
	void startGateway() {
		this.context = application("--dual-stream.feed.reconcile-interval=1s");
	}

	@AfterEach
	void stopGateway() {
		this.clients.forEach(SseClient::close);
		this.context.close();
	}

	@Test
	void whenRedisIsKilledAndComesBackThenNoEventIsMissingDoubledOrOutOfOrder() {
		List<SseClient> watching = IntStream.range(0, 20).mapToObj((i) -> connect("")).toList();
		publish(100);
		redis.kill();
		publish(100);
		awaitAll(watching);
		redis.restart();
		publish(100);
		awaitAll(watching);
		Awaitility.await()
			.atMost(LONG)
			.until(() -> this.context.getBean(MeterRegistry.class)
				.get("dual.stream.feed.repaired")
				.functionCounters()
				.stream()
				.mapToDouble((counter) -> counter.count())
				.sum() > 0);
	}

	@Test
	void whenRedisHangsThenEventsComeAllTheSame() {
		SseClient client = connect("");
		publish(10);
		redis.pause();
		try {
			publish(10);
			awaitAll(List.of(client));
		}
		finally {
			redis.resume();
		}
		publish(10);
		awaitAll(List.of(client));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "dual-stream.web.cursor-key=AAECAwQFBgcICQoLDA0ODw==", "dual-stream.web.compression=false" })
	void whenTheGatewayIsRestartedThenItsClientsGoOnWhereTheyWere(String property) {
		this.context.close();
		this.context = application("--" + property);
		SseClient before = connect("");
		publish(50);
		awaitAll(List.of(before));
		this.context.close();
		Awaitility.await().atMost(LONG).until(() -> before.end().isDone());
		assertThat(before.lines()).anyMatch((line) -> line.startsWith("retry:"));
		this.context = application("--" + property);
		publish(50);
		SseClient after = connect("", before.lastId());
		publish(50);
		Awaitility.await().atMost(LONG).until(() -> after.events() == 100);
		assertThat(ids(after)).isEqualTo(this.published.subList(50, 150));
	}

	@Test
	void whenClientsDropAtRandomThenEachOfThemSeesEverythingOnce() {
		List<String> seen = new ArrayList<>();
		SseClient client = connect("");
		for (int round = 0; round < 10; round++) {
			publish(30);
			SseClient current = client;
			int wanted = 10 + round;
			await(() -> current.events() >= wanted);
			client.close();
			List<String> lines = client.lines();
			// a line may have come without the rest of its event
			String lastId = lastCompleteId(lines);
			seen.addAll(completeIds(lines));
			client = connect("", lastId);
		}
		SseClient last = client;
		await(() -> seen.size() + last.events() >= this.published.size());
		seen.addAll(ids(last));
		assertThat(seen).isEqualTo(this.published);
	}

	@Test
	void whenRetentionPassesACursorThenTheClientIsTold() throws Exception {
		SseClient before = connect("");
		publish(20);
		awaitAll(List.of(before));
		String cursor = before.lines()
			.stream()
			.filter((line) -> line.startsWith("id:" + this.topic))
			.findFirst()
			.orElseThrow()
			.substring(3);
		int partition = partitionOf(before.lastId());
		try (Admin admin = admin()) {
			admin.deleteRecords(Map.of(new TopicPartition(this.topic, partition), RecordsToDelete.beforeOffset(15)))
				.all()
				.get();
		}
		SseClient after = connect("&history=3", cursor);
		Awaitility.await().atMost(LONG).until(() -> after.events() == 3);
		assertThat(after.lines()).containsSubsequence("event:reset", "data:{\"reason\":\"expired\"}", "event:event");
		assertThat(ids(after)).isEqualTo(this.published.subList(17, 20));
	}

	@Test
	void whenATopicGrowsThenClientsAreToldAndTheFeedGoesOn() throws Exception {
		SseClient client = connect("");
		publish(10);
		awaitAll(List.of(client));
		try (Admin admin = admin()) {
			admin.createPartitions(Map.of(this.topic, NewPartitions.increaseTo(7))).all().get();
		}
		await(() -> client.lines().contains("data:{\"reason\":\"repartitioned\"}"));
		publish(10);
		await(() -> ids(client).containsAll(this.published.subList(10, 20)));
	}

	@Test
	void anEventReachesTheClientByItsNotificationAndNotByTheTime() {
		this.context.close();
		this.context = application("--dual-stream.feed.reconcile-interval=0");
		SseClient client = connect("");
		publish(1);
		awaitAll(List.of(client));
		List<Duration> latencies = new ArrayList<>();
		this.context.getBean(FeedStatistics.class).onLatency(latencies::add);
		for (int i = 0; i < 500; i++) {
			publish(1);
		}
		awaitAll(List.of(client));
		latencies.sort(null);
		System.out.println("LiveFeedIntegrationTests: from the record's timestamp to the clients, p50 "
				+ latencies.get(250).toMillis() + " ms, p99 " + latencies.get(495).toMillis() + " ms");
	}

	private void awaitAll(List<SseClient> watching) {
		await(() -> watching.stream().allMatch((client) -> client.events() >= this.published.size()));
		assertThat(watching).allSatisfy((client) -> assertThat(ids(client)).isEqualTo(this.published));
	}

	private static void await(BooleanSupplier condition) {
		Awaitility.await().atMost(LONG).until(condition::getAsBoolean);
	}

	private void publish(int number) {
		DualStreamPublisher publisher = this.context.getBean(DualStreamPublisher.class);
		for (int i = 0; i < number; i++) {
			String id = "e-" + this.published.size();
			publisher
				.publish(Event.builder().id(id).source("order", "42").type("order.changed").data(Map.of()).build());
			this.published.add(id);
		}
	}

	private SseClient connect(String query, String... lastEventId) {
		String port = this.context.getEnvironment().getRequiredProperty("local.server.port");
		URI uri = URI.create("http://localhost:" + port + "/events/stream?source=order:42" + query);
		SseClient client = new SseClient(this.http, uri, lastEventId);
		this.clients.add(client);
		await(client::isConnected);
		return client;
	}

	private static List<String> ids(SseClient client) {
		return client.data().stream().map((data) -> JSON.readTree(data).get("id").asString()).toList();
	}

	private static String lastCompleteId(List<String> lines) {
		String id = "";
		String complete = "";
		for (String line : lines) {
			id = line.startsWith("id:") ? line.substring(3) : id;
			complete = line.isEmpty() ? id : complete;
		}
		return complete;
	}

	private static List<String> completeIds(List<String> lines) {
		return lines.subList(0, lines.lastIndexOf("") + 1)
			.stream()
			.filter((line) -> line.startsWith("data:{\"id\":"))
			.map((line) -> JSON.readTree(line.substring(5)).get("id").asString())
			.toList();
	}

	private static int partitionOf(String cursor) {
		String[] parts = cursor.split(":", -1);
		return Integer.parseInt(parts[1]);
	}

	private static Admin admin() {
		return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
	}

	private ConfigurableApplicationContext application(String... arguments) {
		return new SpringApplicationBuilder(Application.class)
			.properties("server.port=0", "spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
					"spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + redis.port(),
					"dual-stream.kafka.topic=" + this.topic, "dual-stream.topics." + this.topic + ".partitions=3",
					"dual-stream.web.enabled=true", "dual-stream.web.allow-anonymous=true",
					"spring.lifecycle.timeout-per-shutdown-phase=5s")
			.run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
