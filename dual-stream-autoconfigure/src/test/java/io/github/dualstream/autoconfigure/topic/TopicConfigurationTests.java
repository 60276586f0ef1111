package io.github.dualstream.autoconfigure.topic;

import java.time.Duration;
import java.util.List;

import io.github.dualstream.topic.TopicMode;
import io.github.dualstream.topic.TopicStrategy;
import io.github.dualstream.topic.Topics;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginProvider;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TopicConfiguration}.
 */
class TopicConfigurationTests {

	@ParameterizedTest
	@CsvSource({ "localhost:9092,CREATE_ONLY", "127.0.0.1:9092,CREATE_ONLY", "[::1]:9092,CREATE_ONLY",
			"PLAINTEXT://localhost:9092,CREATE_ONLY", "kafka:9092,VALIDATE_ONLY",
			"localhost.example.org:9092,VALIDATE_ONLY", "127.0.0.1.example.org:9092,VALIDATE_ONLY",
			"'localhost:9092,kafka:9092',VALIDATE_ONLY" })
	void topicsAreCreatedByDefaultWhereKafkaIsThisMachine(String servers, TopicStrategy strategy) {
		KafkaConnectionDetails connection = () -> List.of(servers.split(",", -1));
		assertThat(TopicConfiguration.defaultStrategy(connection)).isEqualTo(strategy);
	}

	@Test
	void topicsAreCreatedByDefaultWhereSpringBootHasKafkaFromContainers() {
		assertThat(TopicConfiguration.defaultStrategy(new ContainerConnection())).isEqualTo(TopicStrategy.CREATE_ONLY);
	}

	@Test
	void whenTopicsMustBePersistentThenHeartbeatsStayEphemeral() {
		new ApplicationContextRunner().withUserConfiguration(Application.class)
			.withPropertyValues("spring.application.name=orders", "spring.kafka.bootstrap-servers=localhost:1",
					"dual-stream.heartbeat.send=true", "dual-stream.redis.enabled=false",
					"dual-stream.topic-management.strategy=validate-only",
					"dual-stream.topic-management.rules.mode=persistent", "dual-stream.topics.[*].mode=persistent")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(Topics.class).list())
					.filteredOn((topic) -> topic.mode() == TopicMode.EPHEMERAL)
					.singleElement()
					.satisfies((topic) -> assertThat(topic.settings().retention()).isEqualTo(Duration.ofHours(1)));
			});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	/** As Spring Boot makes them of a container. */
	static class ContainerConnection implements KafkaConnectionDetails, OriginProvider {

		@Override
		public List<String> getBootstrapServers() {
			return List.of("docker:32768");
		}

		@Override
		public @Nullable Origin getOrigin() {
			return null;
		}

	}

}
