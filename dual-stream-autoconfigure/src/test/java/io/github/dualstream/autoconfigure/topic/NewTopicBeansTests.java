package io.github.dualstream.autoconfigure.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.topic.Topic;
import io.github.dualstream.topic.TopicStrategy;
import io.github.dualstream.topic.TopicTemplate;
import io.github.dualstream.topic.Topics;
import io.github.dualstream.transport.CleanupPolicy;
import io.github.dualstream.transport.Compression;
import io.github.dualstream.transport.TopicSettings;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Beans of type {@link NewTopic} beside topics as code, on a real broker.
 */
@Timeout(120)
class NewTopicBeansTests {

	private static KafkaServer server;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues("spring.application.name=orders",
				"spring.kafka.bootstrap-servers=" + server.bootstrapServers(), "dual-stream.redis.enabled=false",
				"dual-stream.kafka.topics.order=orders", "dual-stream.topic-management.strategy=validate-only");

	@BeforeAll
	static void start() {
		server = KafkaServer.start();
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void aBeanIsTheDeclarationOfATopicThatEventsArePublishedTo() {
		this.runner
			.withBean("ordersTopic", NewTopic.class,
					() -> TopicBuilder.name("orders")
						.partitions(3)
						.replicas(1)
						.config("retention.ms", "3600000")
						.config("cleanup.policy", "compact,delete")
						.config("compression.type", "gzip")
						.config("compression.gzip.level", "3")
						.config("max.message.bytes", "2000000")
						.build())
			.withPropertyValues("dual-stream.topic-management.strategy=create-only",
					"dual-stream.topics.[*].partitions=7", "dual-stream.topics.orders.min-in-sync-replicas=1")
			.run((context) -> {
				Topics topics = context.getBean(Topics.class);
				assertThat(topics.list()).filteredOn((topic) -> topic.name().equals("orders"))
					.extracting(Topic::settings)
					.containsExactly(
							new TopicSettings(3, 1, 1, Duration.ofHours(1), null, CleanupPolicy.COMPACT_AND_DELETE,
									new Compression(Compression.Type.GZIP, 3), Map.of("max.message.bytes", "2000000")));
				assertThat(topics.describe().get("orders").settings().partitions()).isEqualTo(3);
				assertThat(topics.describe().get("events").settings().partitions()).isEqualTo(7);
				assertThat(topics.plan(TopicStrategy.VALIDATE_ONLY).drift()).isEmpty();
			});
	}

	@Test
	void aTopicThatDiffersFromItsBeanIsReported() throws Exception {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", server.bootstrapServers()))) {
			admin
				.createTopics(List.of(new NewTopic("parcels", 1, (short) 1).configs(Map.of("retention.ms", "7200000"))))
				.all()
				.get();
		}
		this.runner
			.withBean("parcelsTopic", NewTopic.class,
					() -> TopicBuilder.name("parcels").partitions(1).config("retention.ms", "3600000").build())
			.withPropertyValues("dual-stream.kafka.topics.parcel=parcels")
			.run((context) -> assertThat(context.getBean(Topics.class).plan(TopicStrategy.VALIDATE_ONLY).drift())
				.extracting(Object::toString)
				.containsExactly("topic 'parcels' has retention 2h, configured is 1h"));
	}

	@Test
	void whenABeanContradictsAnEntryThenTheStartFailsAndNamesBoth() {
		this.runner.withBean("ordersTopic", NewTopic.class, () -> TopicBuilder.name("orders").partitions(3).build())
			.withPropertyValues("dual-stream.topics.orders.partitions=6")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("'dual-stream.topics.orders.partitions' contradicts the NewTopic bean "
						+ "'ordersTopic', which has 3")
				.hasMessageContaining("(value: 6)"));
	}

	@Test
	void whenABeanContradictsATemplateThenTheStartFails() {
		this.runner
			.withBean("ordersTopic", NewTopic.class,
					() -> TopicBuilder.name("orders").config("retention.ms", "60000").build())
			.withBean(TopicTemplate.class, () -> TopicTemplate.builder("orders").retention(Duration.ofDays(1)).build())
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'dual-stream.topics.orders.retention' contradicts the NewTopic bean "
						+ "'ordersTopic', which has 1m"));
	}

	@Test
	void rulesHoldForBeans() {
		this.runner.withBean("ordersTopic", NewTopic.class, () -> TopicBuilder.name("orders").replicas(1).build())
			.withPropertyValues("dual-stream.topics.[*].replicas=3",
					"dual-stream.topic-management.rules.min-replicas=2")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("dual-stream.topic-management.rules.min-replicas")
				.hasMessageContaining("'orders'"));
	}

	@Test
	void aConfigThatCannotBeReadIsNamedWithItsBean() {
		this.runner
			.withBean("ordersTopic", NewTopic.class,
					() -> TopicBuilder.name("orders").config("retention.ms", "a day").build())
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining(
						"The NewTopic bean 'ordersTopic' has a config that cannot be read: " + "{retention.ms=a day}"));
	}

	@Test
	void topicsOfOthersAreLeftToTheirBeans() {
		this.runner
			.withBean("mails", NewTopic.class, () -> TopicBuilder.name("mails").partitions(2).replicas(1).build())
			.withPropertyValues("dual-stream.topic-management.rules.name-pattern=(orders|events)")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(Topics.class).list()).extracting(Topic::name)
					.containsExactlyInAnyOrder("orders", "events");
			});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
