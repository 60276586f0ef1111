package io.github.dualstream.autoconfigure.topic;

import java.time.Duration;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.topic.TopicMode;
import io.github.dualstream.topic.TopicTemplate;
import io.github.dualstream.topic.Topics;
import io.github.dualstream.transport.TopicRoute;
import io.github.dualstream.transport.TopicRouter;
import io.github.dualstream.transport.TopicRouting;
import io.github.dualstream.transport.TopicSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TopicConfiguration}.
 */
class TopicConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues("spring.application.name=orders", "spring.kafka.bootstrap-servers=localhost:1",
				"dual-stream.redis.enabled=false", "dual-stream.topic-management.strategy=validate-only");

	@Test
	void beansCountLikeEntriesAndAnEntryTakesPrecedence() {
		this.runner
			.withBean("orders", TopicTemplate.class,
					() -> TopicTemplate.builder("orders").partitions(12).replicas(3).description("Orders").build())
			.withBean(TopicRoute.class, () -> new TopicRoute("order", "orders"))
			.withBean(TopicRouter.class, () -> (sourceType) -> sourceType.equals("user") ? "users" : null)
			.withPropertyValues("dual-stream.topics.orders.replicas=2", "dual-stream.topics.users.partitions=1")
			.run((context) -> {
				assertThat(context.getBean(Topics.class).list()).filteredOn((topic) -> topic.name().equals("orders"))
					.singleElement()
					.satisfies((topic) -> {
						assertThat(topic.settings().partitions()).isEqualTo(12);
						assertThat(topic.settings().replicas()).isEqualTo(2);
						assertThat(topic.description()).isEqualTo("Orders");
					});
				TopicRouting routing = context.getBean(TopicRouting.class);
				assertThat(routing.topicOf("order")).isEqualTo("orders");
				assertThat(routing.topicOf("user")).isEqualTo("users");
				assertThat(routing.topicOf("repo")).isEqualTo("events");
			});
	}

	@Test
	void presetsHaveNamesOfTheApplication() {
		this.runner
			.withPropertyValues("dual-stream.topic-management.presets.audit.partitions=3",
					"dual-stream.topic-management.presets.audit.mode=persistent",
					"dual-stream.topics.audited.preset=audit", "dual-stream.topics.audited.partitions=4")
			.run((context) -> assertThat(context.getBean(Topics.class).list())
				.filteredOn((topic) -> topic.name().equals("audited"))
				.singleElement()
				.satisfies((topic) -> {
					assertThat(topic.settings().partitions()).isEqualTo(4);
					assertThat(topic.mode()).isEqualTo(TopicMode.PERSISTENT);
					assertThat(topic.settings().retention()).isEqualTo(TopicSettings.FOREVER);
				}));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"dual-stream.topics.orders.preset=fast | dual-stream.topics.orders.preset | high-throughput",
			"dual-stream.topic-management.presets.a.preset=b | dual-stream.topic-management.presets.a.preset | within",
			"dual-stream.topic-management.presets.a.partitions=0 | dual-stream.topic-management.presets.a.partitions | 1",
			"dual-stream.topic-management.rules-by-pattern[*].min-replicas=2 | rules-by-pattern | 'events'",
			"dual-stream.topic-management.rules-by-pattern[a*].name-pattern=( | [a*].name-pattern | regular expression" })
	void whatCannotBeIsNamed(String property, String name, String reason) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining(name)
				.hasMessageContaining(reason));
	}

	@Test
	void whenTopicsMustBePersistentThenHeartbeatsStayEphemeral() {
		this.runner
			.withPropertyValues("dual-stream.heartbeat.send=true", "dual-stream.topic-management.rules.mode=persistent",
					"dual-stream.topics.[*].mode=persistent")
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
