package io.github.dualstream.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import io.github.dualstream.BatchResult;
import io.github.dualstream.DualStreamException;
import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.UnknownOutcomeException;
import io.github.dualstream.test.KafkaRecords;
import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.test.RedisMessages;
import io.github.dualstream.test.RedisServer;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * What a service does while Redis or Kafka is not there, on servers of its own.
 */
@Tag("faults")
@ExtendWith(OutputCaptureExtension.class)
class FaultIntegrationTests {

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static KafkaServer kafka;

	private static RedisServer redis;

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
	void startApplication() {
		this.context = application();
	}

	@AfterEach
	void stopApplication() {
		this.context.close();
	}

	@Test
	void whenRedisIsKilledThenPublishingGoesOnAndNotificationsComeBackByThemselves(CapturedOutput output)
			throws Exception {
		String source = source();
		publish(source, 10);
		await().until(() -> count("sent") == 10);

		redis.kill();
		publish(source, 50);
		await().until(() -> accounted() == 60);
		HttpResponse<String> health = health();
		assertThat(health.statusCode()).isEqualTo(200);
		assertThat(health.body()).contains("\"redis\":{").contains("DEGRADED").doesNotContain("DOWN");

		redis.restart();
		double sent = count("sent");
		await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
			publish(source, 1);
			assertThat(count("sent")).isGreaterThan(sent);
		});
		await().untilAsserted(() -> assertThat(accounted()).isEqualTo(published()));
		assertThat(output.toString().split("Failed to send notifications", -1)).hasSize(2);
		assertThat(output.toString().split("Notifications are being sent again", -1)).hasSize(2);
	}

	@Test
	void whenRedisHangsThenPublishingGoesOnAndHealthAnswers() throws Exception {
		String source = source();
		publish(source, 10);
		await().until(() -> count("sent") == 10);

		redis.pause();
		try {
			publish(source, 50);
			HttpResponse<String> health = health();
			assertThat(health.statusCode()).isEqualTo(200);
			assertThat(health.body()).contains("DEGRADED");
			await().untilAsserted(() -> assertThat(accounted()).isEqualTo(60));
			assertThat(count("sent")).isEqualTo(10);
		}
		finally {
			redis.resume();
		}
		await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
			publish(source, 1);
			assertThat(count("sent")).isGreaterThan(10);
		});
		await().untilAsserted(() -> assertThat(accounted()).isEqualTo(published()));
	}

	@Test
	void whenRedisIsAbsentAtStartThenTheApplicationStartsAndNotificationsFlowOnceItIsThere() {
		stopApplication();
		redis.kill();
		try {
			startApplication();
			publish(source(), 5);
			await().untilAsserted(() -> assertThat(accounted()).isEqualTo(5));
			assertThat(count("sent")).isZero();
		}
		finally {
			redis.restart();
		}
		await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
			publish(source(), 1);
			assertThat(count("sent")).isPositive();
		});
	}

	@Test
	void whenKafkaIsDeadThenPublishFailsInTimeAndNothingIsAnnounced() throws Exception {
		String source = source();
		publish(source, 1);
		await().until(() -> accounted() == 1);
		kafka.kill();
		try (RedisMessages messages = RedisMessages.subscribe(redis.host(), redis.port(), "events:order:" + source)) {
			DualStreamException failure = catchThrowableOfType(DualStreamException.class,
					() -> publisher().publish(event(source)));
			assertThat(failure).isInstanceOfAny(UnknownOutcomeException.class, PublishFailedException.class)
				.hasMessageContaining("'events'");
			HttpResponse<String> health = health();
			assertThat(health.statusCode()).isEqualTo(503);
			assertThat(health.body()).contains("\"kafka\":{").contains("DOWN");
			assertThat(messages.messages()).isEmpty();
			assertThat(accounted()).isOne();
		}
		finally {
			kafka.restart();
		}
		await().atMost(Duration.ofSeconds(30)).ignoreException(DualStreamException.class).untilAsserted(() -> {
			publish(source, 1);
			assertThat(health().statusCode()).isEqualTo(200);
		});
	}

	@Test
	void whenTheApplicationStopsUnderLoadThenEveryAcknowledgedEventIsInKafkaAndEveryOtherWasRefused() {
		String source = source();
		DualStreamPublisher publisher = publisher();
		Thread closing = new Thread(this.context::close);
		BatchResult before = publisher.publishAll(IntStream.range(0, 200).mapToObj((i) -> event(source)).toList());
		closing.start();
		BatchResult during = publisher.publishAll(IntStream.range(0, 2_000).mapToObj((i) -> event(source)).toList());
		await().until(() -> !closing.isAlive());

		assertThat(before.isSuccess()).isTrue();
		assertThat(during.failures())
			.allSatisfy((outcome) -> assertThat(outcome.failure()).isInstanceOf(PublishFailedException.class));
		long inKafka = KafkaRecords.of(kafka.bootstrapServers())
			.all("events")
			.stream()
			.filter((record) -> source.equals(record.key()))
			.count();
		assertThat(inKafka).isEqualTo(200 + during.results().size());
	}

	@Test
	void nothingButHealthIsExposedUnlessTheUserSaysSo() throws Exception {
		assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
		assertThat(get("/actuator").body()).contains("health").doesNotContain("env", "beans", "heapdump", "prometheus");
		for (String path : List.of("/actuator/env", "/actuator/beans", "/actuator/prometheus", "/actuator/heapdump",
				"/events?source=order:1", "/events/stream?source=order:1")) {
			assertThat(get(path).statusCode()).as(path).isEqualTo(404);
		}
	}

	private static ConfigurableApplicationContext application() {
		return new SpringApplicationBuilder(Application.class).run("--server.port=0",
				"--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
				"--spring.data.redis.host=" + redis.host(), "--spring.data.redis.port=" + redis.port(),
				"--management.endpoint.health.show-details=always", "--dual-stream.publisher.max-block=2s",
				"--dual-stream.publisher.delivery-timeout=4s",
				"--spring.kafka.producer.properties.request.timeout.ms=2000");
	}

	private static String source() {
		return UUID.randomUUID().toString();
	}

	private static Event event(String source) {
		return Event.of("order", source, "order.placed", Map.of("total", 42));
	}

	private DualStreamPublisher publisher() {
		return this.context.getBean("dualStreamPublisher", DualStreamPublisher.class);
	}

	private void publish(String source, int count) {
		for (int i = 0; i < count; i++) {
			publisher().publish(event(source));
		}
	}

	private MeterRegistry meters() {
		return this.context.getBean(MeterRegistry.class);
	}

	private double count(String outcome) {
		return meters().get("dual.stream.redis.notifications")
			.tag("outcome", outcome)
			.counters()
			.stream()
			.mapToDouble((counter) -> counter.count())
			.sum();
	}

	private double accounted() {
		return count("sent") + count("dropped") + count("unknown");
	}

	private double published() {
		return meters().get("dual.stream.publish").tag("outcome", "success").timer().count();
	}

	private HttpResponse<String> health() throws IOException, InterruptedException {
		return get("/actuator/health");
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		URI uri = URI
			.create("http://localhost:" + this.context.getEnvironment().getProperty("local.server.port") + path);
		return HTTP.send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
				HttpResponse.BodyHandlers.ofString());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
