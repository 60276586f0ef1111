package io.github.dualstream.autoconfigure.nats;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.health.HealthPart;
import io.github.dualstream.autoconfigure.health.ProbeHealthIndicator;
import io.github.dualstream.consumer.DeadLetterFilter;
import io.github.dualstream.consumer.DeadLetters;
import io.github.dualstream.consumer.DualStreamListener;
import io.github.dualstream.test.NatsServer;
import io.github.dualstream.topic.Topic;
import io.github.dualstream.topic.Topics;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.Notification;
import io.github.dualstream.transport.NotificationBus;
import io.github.dualstream.transport.nats.NatsNotificationBus;
import io.nats.client.Options;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DualStreamNatsAutoConfiguration}.
 */
@EnabledIf("io.github.dualstream.test.NatsServer#isInstalled")
class DualStreamNatsAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues("spring.application.name=shop", "dual-stream.transport.log=memory",
				"dual-stream.transport.bus=nats");

	@Test
	void whenTheBusIsNatsThenNotificationsOfAnotherLogArriveThroughIt() {
		try (NatsServer server = NatsServer.startWithPassword("app", "secret")) {
			this.runner
				.withPropertyValues("dual-stream.nats.server=" + server.url(), "dual-stream.nats.username=app",
						"dual-stream.nats.password=secret")
				.run((context) -> {
					assertThat(context).hasNotFailed();
					assertThat(context.getBean(NotificationBus.class)).isInstanceOf(NatsNotificationBus.class);
					Queue<Notification> heard = new ConcurrentLinkedQueue<>();
					Event event = Event.of("order", "1", "order.placed", "book");
					context.getBean(NotificationBus.class)
						.subscribe(context.getBean(ChannelNaming.class).channelOf(event.source()), heard::add);
					await().untilAsserted(() -> {
						context.getBean(DualStreamPublisher.class).publish(event);
						assertThat(heard).extracting(Notification::eventId).contains(event.id());
					});
					assertThat(health(context.getBean("dualStreamNatsBusHealth", HealthPart.class)).getStatus())
						.isEqualTo(Status.UP);
				});
		}
	}

	@Test
	void whenLogAndBusAreOnNatsThenAnEventReachesListenersAndItsTopicWasCreated() {
		try (NatsServer server = NatsServer.start()) {
			onNats(server).run((context) -> {
				assertThat(context).hasNotFailed();
				context.getBean(DualStreamPublisher.class).publish(Event.of("order", "1", "order.placed", "book"));
				await().atMost(Duration.ofSeconds(30))
					.untilAsserted(
							() -> assertThat(context.getBean(Application.class).handled).containsExactly("book"));
				assertThat(context.getBean(Topics.class).list()).extracting(Topic::name).contains("events");
				assertThat(health(context.getBean("dualStreamNatsLogHealth", HealthPart.class)).getStatus())
					.isEqualTo(Status.UP);
			});
		}
	}

	@Test
	void whenNoAttemptSucceedsThenTheEventIsADeadLetterAndCanBeRedriven() {
		DeadLetterFilter filter = DeadLetterFilter.of("shop", "events");
		try (NatsServer server = NatsServer.start()) {
			onNats(server)
				.withPropertyValues("dual-stream.consumer.retry.max-attempts=2",
						"dual-stream.consumer.retry.initial-delay=1ms")
				.run((context) -> {
					Application application = context.getBean(Application.class);
					application.failing = true;
					context.getBean(DualStreamPublisher.class).publish(Event.of("order", "1", "order.placed", "book"));
					DeadLetters letters = context.getBean(DeadLetters.class);
					await().atMost(Duration.ofSeconds(30)).until(() -> letters.list(filter, 10).size() == 1);
					application.failing = false;
					letters.redrive(filter, 10, 100);
					await().atMost(Duration.ofSeconds(30)).until(() -> application.handled.contains("book"));
					await().atMost(Duration.ofSeconds(30)).until(() -> letters.list(filter, 10).isEmpty());
				});
		}
	}

	@Test
	void whenJetStreamIsOffThenHealthSaysSo() {
		try (NatsServer server = NatsServer.startWithoutJetStream()) {
			onNats(server).run((context) -> {
				assertThat(context).hasNotFailed();
				Health health = health(context.getBean("dualStreamNatsLogHealth", HealthPart.class));
				assertThat(health.getStatus()).isEqualTo(Status.DOWN);
				assertThat(health.getDetails().get("error")).asString().contains("JetStream is switched off");
			});
		}
	}

	@Test
	void whenATopicHasASettingThatNatsHasNotThenTheStartFailsAndNamesIt() {
		this.runner
			.withPropertyValues("dual-stream.transport.log=nats", "dual-stream.nats.server=nats://127.0.0.1:1",
					"dual-stream.topics.events.min-in-sync-replicas=2")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("dual-stream.topics.[events].min-in-sync-replicas"));
	}

	@ParameterizedTest
	@CsvSource({ "nats://localhost:4222, true", "localhost, true", "tls://127.0.0.1:4222, true",
			"'nats://localhost:4222,nats://nats.example.org:4222', false", "nats://localhost.example.org, false" })
	void topicsAreCreatedByDefaultWhereNatsIsThisMachine(String servers, boolean development) {
		assertThat(NatsLogConfiguration.isForDevelopment(() -> List.of(servers.split(",", -1)))).isEqualTo(development);
	}

	private ApplicationContextRunner onNats(NatsServer server) {
		return this.runner.withPropertyValues("dual-stream.transport.log=nats",
				"dual-stream.nats.server=" + server.url());
	}

	@Test
	void whenThePasswordIsWrongThenTheApplicationStartsAndHealthNamesTheProperty() {
		try (NatsServer server = NatsServer.startWithPassword("app", "secret")) {
			this.runner
				.withPropertyValues("dual-stream.nats.server=" + server.url(), "dual-stream.nats.username=app",
						"dual-stream.nats.password=wrong")
				.run((context) -> {
					assertThat(context).hasNotFailed();
					Health health = health(context.getBean("dualStreamNatsBusHealth", HealthPart.class));
					assertThat(health.getStatus()).isEqualTo(ProbeHealthIndicator.DEGRADED);
					assertThat(health.getDetails().get("error")).asString().contains("dual-stream.nats.username");
				});
		}
	}

	@Test
	void whenNatsWasNotChosenAndRedisIsThereThenItIsNotUsed() {
		new ApplicationContextRunner().withUserConfiguration(Application.class)
			.withPropertyValues("spring.application.name=shop", "dual-stream.transport.log=memory",
					"spring.data.redis.port=1")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(NatsNotificationBus.class));
	}

	@Test
	void whenOnlyNatsIsThereThenItIsTheBus() {
		new ApplicationContextRunner().withUserConfiguration(Application.class)
			.withPropertyValues("spring.application.name=shop", "dual-stream.transport.log=memory",
					"dual-stream.nats.server=nats://127.0.0.1:1")
			.withClassLoader(new FilteredClassLoader("io.github.dualstream.transport.redis"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(NatsNotificationBus.class));
	}

	@Test
	void whenNeitherKafkaNorRedisIsThereThenLogAndBusAreOnNatsWithoutAChoice() {
		try (NatsServer server = NatsServer.start()) {
			new ApplicationContextRunner().withUserConfiguration(Application.class)
				.withPropertyValues("spring.application.name=shop", "dual-stream.nats.server=" + server.url())
				.withClassLoader(new FilteredClassLoader("io.github.dualstream.transport.redis",
						"io.github.dualstream.transport.kafka", "org.springframework.kafka", "org.apache.kafka",
						"org.springframework.data.redis", "io.lettuce"))
				.run((context) -> {
					assertThat(context).hasNotFailed().hasSingleBean(NatsNotificationBus.class);
					context.getBean(DualStreamPublisher.class).publish(Event.of("order", "1", "order.placed", "book"));
					await().atMost(Duration.ofSeconds(30))
						.untilAsserted(
								() -> assertThat(context.getBean(Application.class).handled).containsExactly("book"));
				});
		}
	}

	@Test
	void whenTheLibraryIsMissingThenTheStartFailsAndNamesPropertyAndDependency() {
		this.runner.withClassLoader(new FilteredClassLoader("io.github.dualstream.transport.nats"))
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("dual-stream.transport.bus")
				.hasMessageContaining("dual-stream-nats"));
	}

	@ParameterizedTest
	@CsvSource({ "dual-stream.nats.password=x, dual-stream.nats.username",
			"dual-stream.nats.username=x, dual-stream.nats.password",
			"'dual-stream.nats.token=t,dual-stream.nats.credentials=/tmp/x', dual-stream.nats.token",
			"dual-stream.nats.credentials=/no/such/file, dual-stream.nats.credentials",
			"dual-stream.nats.server=, dual-stream.nats.server",
			"dual-stream.nats.server=nats://a b:x, dual-stream.nats.server" })
	void whenAPropertyIsWrongThenTheStartFailsAndNamesIt(String properties, String named) {
		this.runner.withPropertyValues(properties.split(","))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining(named));
	}

	@Test
	void whenATokenIsSetThenItIsUsed() {
		try (NatsServer server = NatsServer.startWithoutJetStream("authorization { token: \"t0k3n\" }")) {
			this.runner.withPropertyValues("dual-stream.nats.server=" + server.url(), "dual-stream.nats.token=t0k3n")
				.run((context) -> assertThat(
						health(context.getBean("dualStreamNatsBusHealth", HealthPart.class)).getStatus())
					.isEqualTo(Status.UP));
		}
	}

	@Test
	void whenThereIsACustomizerThenItHasTheLastWord() {
		try (NatsServer server = NatsServer.startWithPassword("app", "secret")) {
			this.runner.withPropertyValues("dual-stream.nats.server=" + server.url())
				.withBean(NatsConnectionCustomizer.class, () -> DualStreamNatsAutoConfigurationTests::authenticate)
				.run((context) -> assertThat(
						health(context.getBean("dualStreamNatsBusHealth", HealthPart.class)).getStatus())
					.isEqualTo(Status.UP));
		}
	}

	private static void authenticate(Options.Builder options) {
		options.userInfo("app".toCharArray(), "secret".toCharArray());
	}

	private static Health health(HealthPart part) {
		return part.indicator().health();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final Queue<String> handled = new ConcurrentLinkedQueue<>();

		private volatile boolean failing;

		@Bean
		Shipping shipping() {
			return new Shipping(this);
		}

	}

	static class Shipping {

		private final Application application;

		Shipping(Application application) {
			this.application = application;
		}

		@DualStreamListener(sourceTypes = "order", types = "order.placed")
		void ship(String item) {
			if (this.application.failing) {
				throw new IllegalStateException("on purpose");
			}
			this.application.handled.add(item);
		}

	}

}
