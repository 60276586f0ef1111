package io.github.dualstream.test;

import java.util.UUID;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledIf;

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

	@Test
	void whenAnotherLogIsChosenThenOnlyTheServersOfLogAndBusAreStarted() {
		try (ConfigurableApplicationContext context = run("--dual-stream.transport.log=redis-streams")) {
			assertThat(context.getBeanNamesForType(RedisServer.class)).hasSize(1);
			assertThat(context.getBeanNamesForType(KafkaServer.class)).isEmpty();
		}
		try (ConfigurableApplicationContext context = run("--dual-stream.transport.log=memory",
				"--dual-stream.transport.bus=memory")) {
			assertThat(context.getBeanNamesForType(KafkaServer.class)).isEmpty();
			assertThat(context.getBeanNamesForType(RedisServer.class)).isEmpty();
		}
	}

	@Test
	@EnabledIf("io.github.dualstream.test.NatsServer#isInstalled")
	@DisabledIf(value = "io.github.dualstream.test.ServerKind#containersAreChosen",
			disabledReason = "what connects to a container of NATS is not on the class path")
	void whenLogOrBusIsNatsThenNatsIsStarted() {
		try (ConfigurableApplicationContext context = run("--dual-stream.transport.log=nats",
				"--dual-stream.transport.bus=none")) {
			assertThat(context.getBeanNamesForType(NatsServer.class)).hasSize(1);
			assertThat(context.getBeanNamesForType(RedisServer.class)).isEmpty();
		}
	}

	private static ConfigurableApplicationContext run(String... arguments) {
		return SpringApplication.from(Application::main)
			.with(DualStreamServersConfiguration.class)
			.run(arguments)
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
