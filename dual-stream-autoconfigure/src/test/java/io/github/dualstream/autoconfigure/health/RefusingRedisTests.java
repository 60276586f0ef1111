package io.github.dualstream.autoconfigure.health;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.test.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A Redis that does not take notifications: the reason can be told from the application
 * log and from health alone.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class RefusingRedisTests {

	private static RedisServer redis;

	private static RedisServer closed;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues("dual-stream.transport.log=memory", "spring.data.redis.host=127.0.0.1");

	@BeforeAll
	static void startServers() {
		redis = RedisServer.start("--requirepass", "s3cret");
		closed = RedisServer.start();
		closed.kill();
	}

	@AfterAll
	static void stopServers() {
		redis.close();
		closed.close();
	}

	static Stream<Arguments> causes() {
		return Stream.of(Arguments.of("WRONGPASS", redis.port(), "another-s3cret"),
				Arguments.of("NOAUTH", redis.port(), ""), Arguments.of("Connection refused", closed.port(), ""));
	}

	@ParameterizedTest
	@MethodSource("causes")
	void logAndHealthNameTheCause(String cause, int port, String password, CapturedOutput output) {
		this.runner.withPropertyValues("spring.data.redis.port=" + port, "spring.data.redis.password=" + password)
			.run((context) -> {
				await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
					context.getBean(DualStreamPublisher.class)
						.publish(Event.of("order", "1", "order.placed", Map.of("total", 42)));
					assertThat(output.getOut().lines().filter((line) -> line.contains("Failed to send notifications")))
						.singleElement()
						.asString()
						.contains(cause)
						.doesNotContain("s3cret");
				});
				Health health = redis(context);
				assertThat(health.getStatus().getCode()).isEqualTo("DEGRADED");
				assertThat(health.getDetails().get("error")).asString().contains(cause).doesNotContain("s3cret");
			});
	}

	private static Health redis(ApplicationContext context) {
		HealthIndicator indicator = (HealthIndicator) context
			.getBean("dualStreamHealthContributor", CompositeHealthContributor.class)
			.getContributor("redis");
		assertThat(indicator).isNotNull();
		return indicator.health(true);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
