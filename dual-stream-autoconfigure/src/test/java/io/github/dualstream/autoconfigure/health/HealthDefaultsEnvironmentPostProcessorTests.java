package io.github.dualstream.autoconfigure.health;

import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HealthDefaultsEnvironmentPostProcessor}.
 */
class HealthDefaultsEnvironmentPostProcessorTests {

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void degradedRanksBetweenDownAndUpAndRedisAloneTakesNoServiceDown() {
		process();
		assertThat(this.environment.getProperty("management.endpoint.health.status.order"))
			.isEqualTo("down,out-of-service,degraded,up,unknown");
		assertThat(this.environment.getProperty("management.health.redis.enabled")).isEqualTo("false");
	}

	@Test
	void whenRedisIsNotUsedThenItsHealthIsTheApplicationsBusiness() {
		this.environment.setProperty("dual-stream.redis.enabled", "false");
		process();
		assertThat(this.environment.getProperty("management.endpoint.health.status.order")).contains("degraded");
		assertThat(this.environment.getProperty("management.health.redis.enabled")).isNull();
	}

	@Test
	void whenTheBusIsOnAnotherEngineThenAnUnusedRedisDoesNotTakeTheServiceDown() {
		this.environment.setProperty("dual-stream.transport.bus", "nats");
		process();
		assertThat(this.environment.getProperty("management.health.redis.enabled")).isEqualTo("false");
	}

	@Test
	void whatTheApplicationSaysWins() {
		this.environment.setProperty("management.health.redis.enabled", "true");
		process();
		assertThat(this.environment.getProperty("management.health.redis.enabled")).isEqualTo("true");
	}

	@Test
	void whenDisabledThenNothingIsChanged() {
		this.environment.setProperty("dual-stream.enabled", "false");
		process();
		assertThat(this.environment.getProperty("management.endpoint.health.status.order")).isNull();
	}

	private void process() {
		new HealthDefaultsEnvironmentPostProcessor().postProcessEnvironment(this.environment, new SpringApplication());
	}

}
