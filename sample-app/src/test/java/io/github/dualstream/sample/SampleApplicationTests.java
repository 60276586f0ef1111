package io.github.dualstream.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

import io.github.dualstream.test.DualStreamServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What of the sample is the same on each engine, with a real Kafka and a real Redis.
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
	void countsOfAnUnknownRepositoryAreZero() {
		assertThat(sample().stats("no,body/nothing"))
			.isEqualTo(JSON.readTree("{\"repo\": \"no,body/nothing\", \"total\": 0, \"types\": {}}"));
	}

	@Test
	void countsSurviveARestart(@Autowired KafkaConnectionDetails kafka, @TempDir Path database) {
		String repository = "octocat/" + UUID.randomUUID();
		String[] arguments = { "--server.port=0", "--spring.application.name=" + UUID.randomUUID(),
				"--spring.datasource.url=jdbc:h2:file:" + database.resolve("sample"),
				"--spring.kafka.bootstrap-servers=" + String.join(",", kafka.getBootstrapServers()) };
		sample().deliver(repository);
		try (ConfigurableApplicationContext first = SpringApplication.run(SampleApplication.class, arguments)) {
			clientOf(first).awaitTotal(repository, 1);
		}
		sample().deliver(repository);
		try (ConfigurableApplicationContext second = SpringApplication.run(SampleApplication.class, arguments)) {
			clientOf(second).awaitTotal(repository, 2);
		}
	}

	private static SampleClient clientOf(ConfigurableApplicationContext application) {
		return new SampleClient(application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
	}

	@Test
	void trafficIsGeneratedUntilItIsStopped() {
		assertThat(traffic("{\"perSecond\": 50, \"seconds\": 300}").getStatusCode().value()).isEqualTo(200);
		Awaitility.await()
			.atMost(SOON)
			.untilAsserted(() -> assertThat(sample().events("repo:acme/rocket")).isNotEmpty());
		assertThat(sample().get("/demo/traffic").get("running").booleanValue()).isTrue();
		sample().delete("/demo/traffic");
		assertThat(sample().get("/demo/traffic").get("running").booleanValue()).isFalse();
	}

	@Test
	void trafficEndsByItself() {
		assertThat(traffic("{\"perSecond\": 1, \"seconds\": 1}").getStatusCode().value()).isEqualTo(200);
		Awaitility.await().atMost(SOON).until(() -> !sample().get("/demo/traffic").get("running").booleanValue());
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
		return sample().post("/demo/traffic", body);
	}

	private SampleClient sample() {
		return new SampleClient(this.port);
	}

}
