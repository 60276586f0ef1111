package io.github.dualstream.autoconfigure.topic;

import java.time.Duration;

import io.github.dualstream.topic.TopicMode;
import io.github.dualstream.topic.Topics;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TopicConfiguration}.
 */
class TopicConfigurationTests {

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

}
