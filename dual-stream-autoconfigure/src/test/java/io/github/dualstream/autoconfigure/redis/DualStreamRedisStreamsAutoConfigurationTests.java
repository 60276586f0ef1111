package io.github.dualstream.autoconfigure.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.health.HealthPart;
import io.github.dualstream.consumer.DualStreamListener;
import io.github.dualstream.test.RedisServer;
import io.github.dualstream.topic.Topic;
import io.github.dualstream.topic.Topics;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.redis.streams.RedisStreamsLog;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DualStreamRedisStreamsAutoConfiguration}.
 */
class DualStreamRedisStreamsAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues("spring.application.name=shop", "dual-stream.transport.log=redis-streams");

	@Test
	void withoutKafkaAnEventReachesListenersAndItsTopicWasCreated() {
		try (RedisServer server = RedisServer.start()) {
			this.runner.withPropertyValues("spring.data.redis.port=" + server.port())
				.withClassLoader(new FilteredClassLoader("io.github.dualstream.transport.kafka",
						"org.springframework.kafka", "org.apache.kafka"))
				.run((context) -> {
					assertThat(context).hasNotFailed();
					assertThat(context.getBean(EventLog.class)).isInstanceOf(RedisStreamsLog.class);
					assertThat(context.getBean("dualStreamRedisStreamsHealth", HealthPart.class)).isNotNull();
					context.getBean(DualStreamPublisher.class).publish(Event.of("order", "1", "order.placed", "book"));
					await().atMost(Duration.ofSeconds(30))
						.untilAsserted(
								() -> assertThat(context.getBean(Application.class).handled).containsExactly("book"));
					assertThat(context.getBean(Topics.class).list()).extracting(Topic::name).contains("events");
				});
		}
	}

	@Test
	void whenATopicHasASettingThatRedisHasNotThenTheStartFailsAndNamesIt() {
		this.runner.withPropertyValues("spring.data.redis.port=1", "dual-stream.topics.events.replicas=3")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("dual-stream.topics.[events].replicas"));
	}

	@Test
	void replicasAreNotAwaitedInACluster() {
		this.runner
			.withPropertyValues("spring.data.redis.cluster.nodes=127.0.0.1:1",
					"dual-stream.redis-streams.wait-replicas=1")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("dual-stream.redis-streams.wait-replicas"));
	}

	@Test
	void whenTheLibraryIsMissingThenTheStartFailsAndNamesTheDependency() {
		this.runner.withClassLoader(new FilteredClassLoader("io.github.dualstream.transport.redis"))
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("dual-stream-redis"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		final List<String> handled = new CopyOnWriteArrayList<>();

		@Bean
		Shipping shipping() {
			return new Shipping(this.handled);
		}

	}

	static class Shipping {

		private final List<String> handled;

		Shipping(List<String> handled) {
			this.handled = handled;
		}

		@DualStreamListener(sourceTypes = "order", types = "order.placed")
		void ship(String item) {
			this.handled.add(item);
		}

	}

}
