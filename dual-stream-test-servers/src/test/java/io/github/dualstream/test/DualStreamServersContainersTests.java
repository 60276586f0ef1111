package io.github.dualstream.test;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DualStreamServers} on containers.
 */
@SpringBootTest(classes = DualStreamServersContainersTests.Application.class)
@DualStreamServers
@EnabledIf("io.github.dualstream.test.ServerKind#containersAreChosen")
@Tag("containers")
class DualStreamServersContainersTests {

	@Autowired
	private KafkaContainer kafka;

	@Autowired
	private GenericContainer<?> dualStreamRedisContainer;

	@Autowired
	private KafkaConnectionDetails kafkaDetails;

	@Autowired
	private DataRedisConnectionDetails redisDetails;

	@Test
	void connectionDetailsLeadToTheContainers() {
		assertThat(this.kafkaDetails.getBootstrapServers()).containsExactly(this.kafka.getBootstrapServers());
		DataRedisConnectionDetails.Standalone redis = this.redisDetails.getStandalone();
		assertThat(redis).isNotNull();
		assertThat(redis.getPort()).isEqualTo(this.dualStreamRedisContainer.getMappedPort(6379));
	}

	@Test
	void whenAnEmbeddedServerIsAskedForThenTheMessageSaysHowToGetIt(@Autowired ObjectProvider<KafkaServer> kafkaServer,
			@Autowired ObjectProvider<RedisServer> redisServer) {
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(kafkaServer::getObject)
			.withRootCauseInstanceOf(EmbeddedServerNeededException.class)
			.withMessageContaining("@DualStreamServers(embedded = true)");
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(redisServer::getObject)
			.withRootCauseInstanceOf(EmbeddedServerNeededException.class)
			.withMessageContaining("@DualStreamServers(embedded = true)");
	}

	@Test
	void whenAnotherContextIsClosedThenTheContainersRunOn() {
		try (ConfigurableApplicationContext other = SpringApplication
			.run(new Class<?>[] { Application.class, DualStreamServersConfiguration.class }, new String[0])) {
			assertThat(other.getBean(KafkaContainer.class)).isSameAs(this.kafka);
		}
		assertThat(this.kafka.isRunning()).isTrue();
		assertThat(this.dualStreamRedisContainer.isRunning()).isTrue();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
