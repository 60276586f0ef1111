package io.github.dualstream.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import io.github.dualstream.test.KafkaRecords;
import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.test.RedisMessage;
import io.github.dualstream.test.RedisMessages;
import io.github.dualstream.test.RedisServer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Real deliveries of every event type, posted to the sample while its servers are well
 * and while they are not. The tests build on each other: at the end, the meters must
 * account for all of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealDeliveriesTests {

	private static final JsonMapper JSON = new JsonMapper();

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	/** The events of each accepted delivery, by its id. */
	private final Map<String, Delivered> delivered = new HashMap<>();

	private List<Example> examples;

	private KafkaServer kafka;

	private RedisServer redis;

	private ConfigurableApplicationContext application;

	@BeforeAll
	void start() throws Exception {
		this.examples = examples();
		this.kafka = KafkaServer.start();
		this.redis = RedisServer.start();
		this.application = new SpringApplicationBuilder(SampleApplication.class).run("--server.port=0",
				"--spring.kafka.bootstrap-servers=" + this.kafka.bootstrapServers(),
				"--spring.data.redis.host=" + this.redis.host(), "--spring.data.redis.port=" + this.redis.port(),
				"--dual-stream.publisher.max-block=2s", "--dual-stream.publisher.delivery-timeout=4s",
				"--spring.kafka.producer.properties.request.timeout.ms=2000");
	}

	@AfterAll
	void stop() {
		if (this.application != null) {
			this.application.close();
			this.redis.close();
			this.kafka.close();
		}
	}

	@Test
	@Order(1)
	void eachIsAnnouncedByItsIdsOnly() throws Exception {
		try (RedisMessages messages = RedisMessages.psubscribe(this.redis.host(), this.redis.port(), "events:*")) {
			for (Example example : this.examples) {
				deliver(example);
			}
			await().until(() -> messages.messages().size() >= events());
			assertThat(messages.messages()).hasSize(events()).allSatisfy(RealDeliveriesTests::verify);
			assertThat(
					messages.messages().stream().map((message) -> JSON.readTree(message.body()).get("id").asString()))
				.containsExactlyInAnyOrderElementsOf(ids());
		}
	}

	@Test
	@Order(2)
	void whenRedisHangsThenAnswersAndHealthAreTheSame() throws Exception {
		this.redis.pause();
		try {
			for (Example example : this.examples.subList(0, 60)) {
				deliver(example);
			}
			assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
		}
		finally {
			this.redis.resume();
		}
	}

	@Test
	@Order(3)
	void whenRedisIsDeadThenAnswersAndHealthAreTheSame() throws Exception {
		this.redis.kill();
		for (Example example : this.examples.subList(60, 120)) {
			deliver(example);
		}
		assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
		this.redis.restart();
	}

	@Test
	@Order(4)
	void whenKafkaIsDeadThenTheAnswerIs503AndNothingIsAnnounced() throws Exception {
		awaitAccounted();
		try (RedisMessages messages = RedisMessages.psubscribe(this.redis.host(), this.redis.port(), "events:*")) {
			this.kafka.kill();
			HttpResponse<String> answer = post(UUID.randomUUID().toString(), this.examples.get(0));
			assertThat(answer.statusCode()).isEqualTo(503);
			assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
			assertThat(get("/actuator/health").statusCode()).isEqualTo(503);
			assertThat(messages.messages()).isEmpty();
		}
		finally {
			this.kafka.restart();
		}
		await().atMost(Duration.ofSeconds(30)).until(() -> get("/actuator/health").statusCode() == 200);
	}

	@Test
	@Order(5)
	void eachAcceptedOneIsInKafkaExactlyOnceAsItWasSent() {
		List<ConsumerRecord<String, byte[]>> records = KafkaRecords.of(this.kafka.bootstrapServers())
			.all("github-events")
			.stream()
			.filter((record) -> this.delivered.containsKey(KafkaRecords.header(record, "ce_correlationid")))
			.toList();
		assertThat(records.stream().map((record) -> KafkaRecords.header(record, "ce_id")))
			.containsExactlyInAnyOrderElementsOf(ids());
		assertThat(records).allSatisfy(this::verify);
	}

	@Test
	@Order(6)
	void metersAccountForAllOfThem() {
		awaitAccounted();
	}

	private void awaitAccounted() {
		await().untilAsserted(() -> {
			String meters = get("/actuator/prometheus").body();
			assertThat(sum(meters, "dual_stream_publish_seconds_count{", "outcome=\"success\"")).isEqualTo(events());
			assertThat(sum(meters, "dual_stream_redis_notifications_total{", "outcome=")).isEqualTo(events());
		});
	}

	private static double sum(String meters, String name, String tag) {
		return meters.lines()
			.filter((line) -> line.startsWith(name) && line.contains(tag))
			.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
			.sum();
	}

	private static void verify(RedisMessage message) {
		JsonNode notification = JSON.readTree(message.body());
		assertThat(message.body().length()).isLessThan(512);
		assertThat(Set.of("id", "type", "source_id", "position", "prev")).containsAll(notification.propertyNames());
		assertThat(message.channel()).endsWith(":" + notification.get("source_id").asString());
	}

	private void verify(ConsumerRecord<String, byte[]> record) {
		Delivered delivery = this.delivered.get(KafkaRecords.header(record, "ce_correlationid"));
		String sourceType = KafkaRecords.header(record, "ce_sourcetype");
		assertThat(record.value()).isEqualTo(delivery.example().body());
		assertThat(KafkaRecords.header(record, "ce_specversion")).isEqualTo("1.0");
		assertThat(KafkaRecords.header(record, "ce_source")).isEqualTo("/sample-app/" + sourceType);
		assertThat(KafkaRecords.header(record, "ce_subject")).isEqualTo(record.key());
		assertThat(KafkaRecords.header(record, "ce_type")).startsWith("github." + delivery.example().event());
		assertThat(KafkaRecords.header(record, "content-type")).isEqualTo("application/json");
		assertThat(delivery.positions()).containsEntry(KafkaRecords.header(record, "ce_id"),
				record.topic() + ":" + record.partition() + ":" + record.offset());
	}

	private void deliver(Example example) throws Exception {
		String id = UUID.randomUUID().toString();
		HttpResponse<String> answer = post(id, example);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
		Map<String, String> positions = new HashMap<>();
		for (JsonNode event : JSON.readTree(answer.body()).get("events")) {
			positions.put(event.get("id").asString(), event.get("position").asString());
		}
		this.delivered.put(id, new Delivered(example, positions));
	}

	private HttpResponse<String> post(String delivery, Example example) throws Exception {
		return HTTP.send(HttpRequest.newBuilder(uri("/webhooks/github"))
			.header("Content-Type", "application/json")
			.header("X-GitHub-Event", example.event())
			.header("X-GitHub-Delivery", delivery)
			.POST(HttpRequest.BodyPublishers.ofByteArray(example.body()))
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	private HttpResponse<String> get(String path) throws Exception {
		return HTTP.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
	}

	private URI uri(String path) {
		return URI
			.create("http://localhost:" + this.application.getEnvironment().getProperty("local.server.port") + path);
	}

	private int events() {
		return ids().size();
	}

	private Set<String> ids() {
		return this.delivered.values()
			.stream()
			.flatMap((delivery) -> delivery.positions().keySet().stream())
			.collect(Collectors.toSet());
	}

	private static List<Example> examples() throws Exception {
		List<Example> examples = new ArrayList<>();
		for (JsonNode event : OctokitDeliveries.read()) {
			for (JsonNode body : event.get("examples")) {
				examples.add(new Example(event.get("name").stringValue(),
						body.toPrettyString().getBytes(StandardCharsets.UTF_8)));
			}
		}
		return examples;
	}

	@SuppressWarnings("ArrayRecordComponent") // carried through, never compared
	private record Example(String event, byte[] body) {

	}

	private record Delivered(Example example, Map<String, String> positions) {

	}

}
