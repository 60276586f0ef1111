package io.github.dualstream.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.github.dualstream.test.ServerContainers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the sample does while the container of its Redis or its Kafka is stopped.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "dual-stream.publisher.max-block=2s", "dual-stream.publisher.delivery-timeout=4s",
				"spring.kafka.producer.properties.request.timeout.ms=2000" })
@EnabledIf(value = "io.github.dualstream.test.ServerKind#containersAreChosen", disabledReason = "needs containers")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("containers")
class StoppedContainerTests {

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static final JsonMapper JSON = new JsonMapper();

	private final String repository = "octocat/" + UUID.randomUUID();

	@LocalServerPort
	private int port;

	@Autowired
	private MeterRegistry meters;

	@Test
	@Order(1)
	void whenRedisIsStoppedThenDeliveriesFeedAndCountsGoOnAndNotificationsComeBack(
			@Autowired @Qualifier("redis") GenericContainer<?> redis) throws Exception {
		assertThat(deliver().statusCode()).isEqualTo(202);
		await().until(() -> sent() == 2);

		stop(redis);
		assertThat(deliver().statusCode()).isEqualTo(202);
		assertThat(deliver().statusCode()).isEqualTo(202);
		assertThat(get("/events?source=repo:" + this.repository).get("events")).hasSize(3);
		await().untilAsserted(
				() -> assertThat(get("/stats?repo=" + this.repository).get("total").intValue()).isEqualTo(3));
		await()
			.untilAsserted(() -> assertThat(streams().at("/components/redis/status").stringValue()).isNotEqualTo("UP"));
		assertThat(streams().get("status").stringValue()).isEqualTo("DEGRADED");
		assertThat(request("/actuator/health").statusCode()).isEqualTo(200);
		assertThat(sent()).isEqualTo(2);

		redis.getDockerClient().startContainerCmd(redis.getContainerId()).exec();
		await().untilAsserted(() -> {
			assertThat(deliver().statusCode()).isEqualTo(202);
			assertThat(sent()).isGreaterThan(2);
		});
		await().untilAsserted(() -> assertThat(streams().get("status").stringValue()).isEqualTo("UP"));
	}

	@Test
	@Order(2)
	void whenKafkaIsStoppedThenADeliveryIsRefusedInTime(@Autowired KafkaContainer kafka) throws Exception {
		assertThat(deliver().statusCode()).isEqualTo(202);
		stop(kafka);
		assertThat(deliver().statusCode()).isEqualTo(503);
		await().until(() -> request("/actuator/health").statusCode() == 503);
		assertThat(streams().at("/components/kafka/status").stringValue()).isEqualTo("DOWN");
	}

	private static void stop(GenericContainer<?> container) {
		container.getDockerClient().stopContainerCmd(container.getContainerId()).withTimeout(2).exec();
		assertThat(container.isRunning()).isFalse();
	}

	private double sent() {
		return this.meters.get("dual.stream.redis.notifications")
			.tag("outcome", "sent")
			.counters()
			.stream()
			.mapToDouble(Counter::count)
			.sum();
	}

	private JsonNode streams() throws Exception {
		return get("/actuator/health").at("/components/dualStream");
	}

	private HttpResponse<String> deliver() throws Exception {
		String body = "{\"repository\": {\"full_name\": \"%s\"}, \"sender\": {\"login\": \"mona\"}}"
			.formatted(this.repository);
		return HTTP.send(HttpRequest.newBuilder(uri("/webhooks/github"))
			.header("Content-Type", "application/json")
			.header("X-GitHub-Event", "push")
			.header("X-GitHub-Delivery", UUID.randomUUID().toString())
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.timeout(Duration.ofSeconds(20))
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	private JsonNode get(String path) throws Exception {
		return JSON.readTree(request(path).body());
	}

	private HttpResponse<String> request(String path) throws Exception {
		return HTTP.send(HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20)).build(),
				HttpResponse.BodyHandlers.ofString());
	}

	private URI uri(String path) {
		return URI.create("http://localhost:" + this.port + path);
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(30));
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Containers {

		@Bean
		@ServiceConnection
		KafkaContainer kafka() {
			return ServerContainers.kafka();
		}

		// Docker gives a container that is started again another port, unless it is fixed
		@Bean
		@ServiceConnection("redis")
		GenericContainer<?> redis() {
			GenericContainer<?> redis = ServerContainers.redis();
			redis.setPortBindings(List.of(TestSocketUtils.findAvailableTcpPort() + ":6379"));
			return redis;
		}

	}

}
