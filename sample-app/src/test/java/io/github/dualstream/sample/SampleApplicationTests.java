package io.github.dualstream.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.github.dualstream.test.DualStreamServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.DefaultUriBuilderFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * End-to-end tests of the sample, with a real Kafka and a real Redis.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DualStreamServers
@Tag("containers")
class SampleApplicationTests {

	private static final JsonMapper JSON = new JsonMapper();

	private static final Duration SOON = Duration.ofSeconds(30);

	@LocalServerPort
	private int port;

	@Test
	void aDeliveryIsInTheHistoryOfEachOfItsSources() {
		String repository = "Octocat/" + UUID.randomUUID();
		String body = body(repository);
		JsonNode accepted = deliver(this.port, UUID.randomUUID().toString(), body);
		JsonNode history = get(this.port, "/events?source={source}", "repo:" + repository).get("events");
		assertThat(history).hasSize(1);
		JsonNode event = history.get(0);
		assertThat(event.get("id")).isEqualTo(accepted.at("/events/0/id"));
		assertThat(event.get("position")).isEqualTo(accepted.at("/events/0/position"));
		assertThat(event.get("payload")).isEqualTo(JSON.readTree(body));
		assertThat(get(this.port, "/events?source={source}", "user:mona").get("events")).extracting((e) -> e.get("id"))
			.contains(accepted.at("/events/1/id"));
	}

	@Test
	@Timeout(60)
	void aDeliveryIsStreamedLiveToWhoWatchesItsRepository() throws Exception {
		String repository = "octocat/" + UUID.randomUUID();
		URI uri = URI.create("http://localhost:" + this.port + "/events/stream?source=repo:" + repository);
		HttpResponse<Stream<String>> stream = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofLines());
		JsonNode accepted = deliver(this.port, UUID.randomUUID().toString(), body(repository));
		try (Stream<String> lines = stream.body()) {
			String data = lines.filter((line) -> line.startsWith("data:")).findFirst().orElseThrow();
			assertThat(JSON.readTree(data.substring("data:".length())).get("id"))
				.isEqualTo(accepted.at("/events/0/id"));
		}
	}

	@Test
	void whenADeliveryIsRepeatedThenItIsCountedOnce() {
		String repository = "octocat/" + UUID.randomUUID();
		String delivery = UUID.randomUUID().toString();
		deliver(this.port, delivery, body(repository));
		deliver(this.port, delivery, body(repository));
		deliver(this.port, UUID.randomUUID().toString(), body(repository));
		awaitTotal(this.port, repository, 2);
		assertThat(get(this.port, "/stats?repo={repo}", repository).get("types").properties())
			.containsExactly(Map.entry("github.push", JSON.getNodeFactory().numberNode(2)));
	}

	@Test
	void countsOfAnUnknownRepositoryAreZero() {
		assertThat(get(this.port, "/stats?repo={repo}", "no,body/nothing"))
			.isEqualTo(JSON.readTree("{\"repo\": \"no,body/nothing\", \"total\": 0, \"types\": {}}"));
	}

	@Test
	void countsSurviveARestart(@Autowired KafkaConnectionDetails kafka, @TempDir Path database) {
		String repository = "octocat/" + UUID.randomUUID();
		String[] arguments = { "--server.port=0", "--spring.application.name=" + UUID.randomUUID(),
				"--spring.datasource.url=jdbc:h2:file:" + database.resolve("sample"),
				"--spring.kafka.bootstrap-servers=" + String.join(",", kafka.getBootstrapServers()) };
		deliver(this.port, UUID.randomUUID().toString(), body(repository));
		try (ConfigurableApplicationContext first = SpringApplication.run(SampleApplication.class, arguments)) {
			awaitTotal(port(first), repository, 1);
		}
		deliver(this.port, UUID.randomUUID().toString(), body(repository));
		try (ConfigurableApplicationContext second = SpringApplication.run(SampleApplication.class, arguments)) {
			awaitTotal(port(second), repository, 2);
		}
	}

	private static int port(ConfigurableApplicationContext application) {
		return application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	@Test
	void theTopicHasSixPartitions(@Autowired KafkaAdmin kafka) {
		assertThat(kafka.describeTopics("github-events").get("github-events").partitions()).hasSize(6);
	}

	@Test
	void theStateOfBothStreamsAndTheMetersCanBeSeen() {
		deliver(this.port, UUID.randomUUID().toString(), body("octocat/hello-world"));
		JsonNode health = get(this.port, "/actuator/health");
		assertThat(health.at("/components/dualStream/components/kafka/status").stringValue()).isEqualTo("UP");
		assertThat(health.at("/components/dualStream/components/redis/status").stringValue()).isEqualTo("UP");
		assertThat(client(this.port).get().uri("/actuator/prometheus").retrieve().body(String.class))
			.contains("dual_stream_publish_seconds_count{", "dual_stream_redis_notifications_total{");
	}

	@Test
	void trafficIsGeneratedUntilItIsStopped() {
		assertThat(traffic("{\"perSecond\": 50, \"seconds\": 300}").getStatusCode().value()).isEqualTo(200);
		Awaitility.await()
			.atMost(SOON)
			.untilAsserted(() -> assertThat(get(this.port, "/events?source={source}", "repo:acme/rocket").get("events"))
				.isNotEmpty());
		assertThat(get(this.port, "/demo/traffic").get("running").booleanValue()).isTrue();
		client(this.port).delete().uri("/demo/traffic").retrieve().toBodilessEntity();
		assertThat(get(this.port, "/demo/traffic").get("running").booleanValue()).isFalse();
	}

	@Test
	void trafficEndsByItself() {
		assertThat(traffic("{\"perSecond\": 1, \"seconds\": 1}").getStatusCode().value()).isEqualTo(200);
		Awaitility.await().atMost(SOON).until(() -> !get(this.port, "/demo/traffic").get("running").booleanValue());
	}

	@Test
	void trafficIsBounded() {
		for (String body : new String[] { "{}", "{\"perSecond\": 51, \"seconds\": 1}",
				"{\"perSecond\": 1, \"seconds\": 301}", "{\"perSecond\": 0, \"seconds\": 1}",
				"{\"perSecond\": 1, \"seconds\": -1}", "[]", "" }) {
			assertThat(traffic(body).getStatusCode().value()).as(body).isEqualTo(400);
		}
	}

	private ResponseEntity<String> traffic(String body) {
		return client(this.port).post()
			.uri("/demo/traffic")
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.retrieve()
			.onStatus(HttpStatusCode::isError, (request, response) -> {
			})
			.toEntity(String.class);
	}

	private static void awaitTotal(int port, String repository, int total) {
		Awaitility.await()
			.atMost(SOON)
			.untilAsserted(() -> assertThat(get(port, "/stats?repo={repo}", repository).get("total").intValue())
				.isEqualTo(total));
	}

	private static JsonNode deliver(int port, String delivery, String body) {
		return JSON.readTree(client(port).post()
			.uri("/webhooks/github")
			.header("X-GitHub-Event", "push")
			.header("X-GitHub-Delivery", delivery)
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.retrieve()
			.body(String.class));
	}

	private static String body(String repository) {
		return "{\"repository\": {\"full_name\": \"" + repository + "\"}, \"sender\": {\"login\": \"mona\"}}";
	}

	private static JsonNode get(int port, String uri, Object... variables) {
		return JSON.readTree(client(port).get().uri(uri, variables).retrieve().body(String.class));
	}

	private static RestClient client(int port) {
		DefaultUriBuilderFactory uris = new DefaultUriBuilderFactory("http://localhost:" + port);
		uris.setEncodingMode(DefaultUriBuilderFactory.EncodingMode.VALUES_ONLY);
		return RestClient.builder().uriBuilderFactory(uris).build();
	}

}
