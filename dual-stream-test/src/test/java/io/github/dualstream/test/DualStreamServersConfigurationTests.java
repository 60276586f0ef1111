package io.github.dualstream.test;

import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.kafka.core.KafkaAdmin;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DualStreamServersConfiguration}.
 */
class DualStreamServersConfigurationTests {

	@Test
	void whenAnApplicationRunsWithItThenItIsConnectedAndClosingItLeavesTheServersToOthers() {
		try (ConfigurableApplicationContext context = SpringApplication.from(Application::main)
			.with(DualStreamServersConfiguration.class)
			.run()
			.getApplicationContext()) {
			assertThat(context.getBean(KafkaAdmin.class).clusterId()).isNotBlank();
			assertThat(context.getBean(StringRedisTemplate.class).hasKey("key")).isFalse();
		}
		assertThat(SharedServer.KAFKA.get().isRunning()).isTrue();
		assertThat(SharedServer.REDIS.get().isRunning()).isTrue();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		public static void main(String[] args) {
			SpringApplication.run(Application.class, args);
		}

	}

}
