package io.github.dualstream.test;

import java.util.UUID;

import org.junit.jupiter.api.Tag;
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
@Tag("containers")
class DualStreamServersConfigurationTests {

	@Test
	void whenAnApplicationRunsWithItThenItIsConnectedAndClosingItLeavesTheServersToOthers() {
		String key = UUID.randomUUID().toString();
		String cluster;
		try (ConfigurableApplicationContext context = run()) {
			cluster = context.getBean(KafkaAdmin.class).clusterId();
			context.getBean(StringRedisTemplate.class).opsForValue().set(key, "value");
		}
		try (ConfigurableApplicationContext context = run()) {
			assertThat(context.getBean(KafkaAdmin.class).clusterId()).isNotBlank().isEqualTo(cluster);
			assertThat(context.getBean(StringRedisTemplate.class).opsForValue().get(key)).isEqualTo("value");
		}
	}

	private static ConfigurableApplicationContext run() {
		return SpringApplication.from(Application::main)
			.with(DualStreamServersConfiguration.class)
			.run()
			.getApplicationContext();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		public static void main(String[] args) {
			SpringApplication.run(Application.class, args);
		}

	}

}
