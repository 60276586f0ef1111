package io.github.dualstream.autoconfigure.memory;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.health.HealthPart;
import io.github.dualstream.autoconfigure.health.ProbeHealthIndicator;
import io.github.dualstream.consumer.DeadLetterFilter;
import io.github.dualstream.consumer.DeadLetters;
import io.github.dualstream.consumer.DualStreamListener;
import io.github.dualstream.topic.Topics;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.Notification;
import io.github.dualstream.transport.NotificationBus;
import io.github.dualstream.transport.memory.AppendFault;
import io.github.dualstream.transport.memory.InMemoryBus;
import io.github.dualstream.transport.memory.InMemoryLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class DualStreamMemoryAutoConfigurationTests {

	private static final DeadLetterFilter LETTERS = DeadLetterFilter.of("shop", "events");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues("spring.application.name=shop", "dual-stream.transport.log=memory",
				"dual-stream.transport.bus=memory", "dual-stream.consumer.retry.max-attempts=2",
				"dual-stream.consumer.retry.initial-delay=1ms");

	private static Event order(String id, String data) {
		return Event.of("order", id, "order.placed", data);
	}

	@Test
	void whenLogAndBusAreInMemoryThenAnEventReachesListenersAndSubscribers() {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(EventLog.class)).isInstanceOf(InMemoryLog.class);
			assertThat(context.getBean(NotificationBus.class)).isInstanceOf(InMemoryBus.class);
			Queue<Notification> heard = new ConcurrentLinkedQueue<>();
			Event event = order("1", "book");
			context.getBean(NotificationBus.class)
				.subscribe(context.getBean(ChannelNaming.class).channelOf(event.source()), heard::add);
			context.getBean(DualStreamPublisher.class).publish(event);
			Application application = context.getBean(Application.class);
			await().untilAsserted(() -> {
				assertThat(application.handled).containsExactly("book");
				assertThat(heard).extracting(Notification::eventId).containsExactly(event.id());
			});
		});
	}

	@Test
	void whenNoAttemptSucceedsThenTheEventIsADeadLetterAndCanBeRedriven(CapturedOutput output) {
		this.runner.run((context) -> {
			Application application = context.getBean(Application.class);
			application.failing = true;
			context.getBean(DualStreamPublisher.class).publish(order("1", "book"));
			DeadLetters letters = context.getBean(DeadLetters.class);
			await().until(() -> letters.list(LETTERS, 10).size() == 1);
			assertThat(output).contains("attempt 1 of 2 of Shipping.ship(String) failed");
			application.failing = false;
			letters.redrive(LETTERS, 10, 100);
			await().until(() -> application.handled.contains("book"));
			await().until(() -> letters.list(LETTERS, 10).isEmpty());
		});
	}

	@Test
	void theFormatOfRecordsIsThatOfTheConfigurationOnEveryLog() {
		this.runner.withPropertyValues("dual-stream.kafka.format=envelope").run((context) -> {
			context.getBean(DualStreamPublisher.class).publish(order("1", "book"));
			assertThat(context.getBean(InMemoryLog.class).records("events")).singleElement()
				.satisfies((record) -> assertThat(new String(record.value(), StandardCharsets.UTF_8))
					.contains("\"order.placed\""));
		});
	}

	@Test
	void whenTwoContextsUseMemoryThenTheyKnowNothingOfEachOther() {
		this.runner.run((one) -> this.runner.run((two) -> {
			one.getBean(DualStreamPublisher.class).publish(order("1", "book"));
			assertThat(two.getBean(InMemoryLog.class).records("events")).isEmpty();
			assertThat(one.getBean(InMemoryLog.class).records("events")).hasSize(1);
		}));
	}

	@Test
	void whenTheLogIsToRefuseThenThePublishFails() {
		this.runner.run((context) -> {
			context.getBean(InMemoryLog.class).failNext(AppendFault.REFUSED);
			assertThatExceptionOfType(PublishFailedException.class)
				.isThrownBy(() -> context.getBean(DualStreamPublisher.class).publish(order("1", "book")));
		});
	}

	@Test
	void healthShowsLogAndBusAndSaysWhenATestHasMadeThemUnavailable() {
		this.runner.run((context) -> {
			HealthPart log = context.getBean("dualStreamMemoryLogHealth", HealthPart.class);
			HealthPart bus = context.getBean("dualStreamMemoryBusHealth", HealthPart.class);
			assertThat(log.indicator().health().getStatus()).isEqualTo(Status.UP);
			assertThat(bus.indicator().health().getStatus()).isEqualTo(Status.UP);
			context.getBean(InMemoryLog.class).setAvailable(false);
			context.getBean(InMemoryBus.class).setAvailable(false);
			assertThat(log.indicator().health().getStatus()).isEqualTo(Status.DOWN);
			assertThat(bus.indicator().health().getStatus()).isEqualTo(ProbeHealthIndicator.DEGRADED);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "create-only", "validate-only" })
	void configuredTopicsAreThereFromTheStartAsNobodyElseCanCreateThem(String strategy) {
		this.runner
			.withPropertyValues("dual-stream.topics.events.partitions=7",
					"dual-stream.topic-management.strategy=" + strategy)
			.run((context) -> assertThat(context.getBean(Topics.class).describe()).extractingByKey("events")
				.extracting((topic) -> topic.settings().partitions())
				.isEqualTo(7));
	}

	@Test
	void whenMemoryWasNotChosenThenItIsNotUsed() {
		new ApplicationContextRunner().withUserConfiguration(Application.class)
			.withPropertyValues("spring.application.name=shop")
			.withClassLoader(new FilteredClassLoader("org.springframework.kafka", "io.lettuce"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(InMemoryLog.class)
				.doesNotHaveBean(InMemoryBus.class));
	}

	@Test
	void whenTheLibraryOfAChosenEngineIsMissingThenTheStartFailsAndNamesPropertyAndDependency() {
		this.runner.withClassLoader(new FilteredClassLoader(InMemoryLog.class))
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("dual-stream.transport.log")
				.hasMessageContaining("dual-stream-memory"));
	}

	@Test
	void whenTheModuleOfAChosenBusIsMissingThenTheStartFailsAndNamesPropertyAndDependency() {
		this.runner.withPropertyValues("dual-stream.transport.bus=redis")
			.withClassLoader(new FilteredClassLoader("io.github.dualstream.transport.redis"))
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("dual-stream.transport.bus")
				.hasMessageContaining("io.github.dualstream:dual-stream-redis"));
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
				throw new IllegalStateException("out of paper");
			}
			this.application.handled.addAll(List.of(item));
		}

	}

}
