package io.github.dualstream.autoconfigure.consumer;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.consumer.DeadLetterFilter;
import io.github.dualstream.consumer.DeadLetters;
import io.github.dualstream.consumer.DualStreamListener;
import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.consumer.FailureDecider;
import io.github.dualstream.consumer.FailureDecision;
import io.github.dualstream.consumer.deadletter.DeadLetterCustomizer;
import io.github.dualstream.consumer.listener.EventHeaders;
import io.github.dualstream.transport.RecordHeader;
import io.github.dualstream.transport.memory.InMemoryLog;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Positive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.annotation.Header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Settings of groups and listeners, and the beans that customize consumers.
 */
class ConsumerSettingsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues("spring.application.name=shop", "dual-stream.transport.log=memory",
				"dual-stream.transport.bus=memory", "dual-stream.consumer.retry.initial-delay=1ms");

	private static void publish(DualStreamPublisher publisher, String type, Object data) {
		publisher.publish(Event.of("order", "1", type, data));
	}

	@Test
	void aGroupAndAListenerHaveAttemptsOfTheirOwn() {
		this.runner.withPropertyValues("dual-stream.consumer.groups.failing.retry.max-attempts=2").run((context) -> {
			Application application = context.getBean(Application.class);
			publish(context.getBean(DualStreamPublisher.class), "failing", "x");
			DeadLetters letters = context.getBean(DeadLetters.class);
			await().until(() -> letters.list(DeadLetterFilter.of("failing", "events"), 10).size() == 1);
			assertThat(application.attempts).containsExactly(1, 2);
			await().until(() -> letters.list(DeadLetterFilter.of("shop", "events"), 10).size() == 1);
			assertThat(application.own).hasSize(3);
			assertThat(context.getBean(InMemoryLog.class).records("events-dlt"))
				.allSatisfy((record) -> assertThat(record.headers()).contains(RecordHeader.of("team", "billing")));
		});
	}

	@Test
	void anEventWhoseDataIsNotValidIsADeadLetterWithoutARetry() {
		this.runner.run((context) -> {
			publish(context.getBean(DualStreamPublisher.class), "counted", new Counted(-1));
			publish(context.getBean(DualStreamPublisher.class), "counted", new Counted(2));
			DeadLetters letters = context.getBean(DeadLetters.class);
			await().until(() -> letters.list(DeadLetterFilter.of("shop", "events"), 10).size() == 1);
			assertThat(letters.list(DeadLetterFilter.of("shop", "events"), 10)).singleElement()
				.satisfies((letter) -> assertThat(letter.attempts()).isOne());
			await().untilAsserted(
					() -> assertThat(context.getBean(Application.class).counted).containsExactly(new Counted(2)));
		});
	}

	@Test
	void aDeciderSkipsAnEvent() {
		this.runner.run((context) -> {
			publish(context.getBean(DualStreamPublisher.class), "failing", "skip");
			EventConsumer consumer = context.getBean(EventConsumers.class).get("failing");
			await().until(() -> consumer.progress().join().stream().allMatch((each) -> each.lag() == 0)
					&& !context.getBean(Application.class).attempts.isEmpty());
			assertThat(context.getBean(Application.class).attempts).containsExactly(1);
			assertThat(context.getBean(DeadLetters.class).list(DeadLetterFilter.of("failing", "events"), 10)).isEmpty();
		});
	}

	@Test
	void aListenerThatDoesNotStartWithTheApplicationIsStartedByItsId() {
		this.runner.run((context) -> {
			EventConsumers consumers = context.getBean(EventConsumers.class);
			EventConsumer later = consumers.getByListenerId("later");
			assertThat(later.isRunning()).isFalse();
			assertThat(consumers.get("shop").isRunning()).isTrue();
			publish(context.getBean(DualStreamPublisher.class), "later", "x");
			later.start();
			await().until(() -> context.getBean(Application.class).later.size() == 1);
		});
	}

	@Test
	void aBroadcastReceivesWhatIsPublishedFromNowOn() {
		this.runner.run((context) -> {
			EventConsumer broadcast = context.getBean(EventConsumers.class).get("shop-broadcast");
			await().until(() -> !broadcast.status().partitions().isEmpty());
			publish(context.getBean(DualStreamPublisher.class), "price", "x");
			await().until(() -> context.getBean(Application.class).prices.size() == 1);
			assertThat(broadcast.progress().join()).isNotEmpty();
		});
	}

	@Test
	void aCustomizerIsCalledForEachConsumer() {
		this.runner.run((context) -> assertThat(context.getBean(Application.class).customized).contains("shop",
				"failing", "later", "shop-broadcast"));
	}

	@ParameterizedTest
	@CsvSource({ "retry.max-attempts=0,retry.max-attempts", "retry.max-delay=1us,retry.max-delay",
			"retry.initial-delay=2h,retry.initial-delay", "rate-limit.permits-per-second=0,rate-limit",
			"rate-limit.burst=3,rate-limit.burst" })
	void aSettingOfAGroupThatMakesNoSenseFailsTheStartAndIsNamed(String setting, String named) {
		this.runner.withPropertyValues("dual-stream.consumer.groups.failing." + setting)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("dual-stream.consumer.groups.failing." + named));
	}

	@Test
	void aKeyOfAGroupThatDoesNotExistFailsTheStart() {
		this.runner.withPropertyValues("dual-stream.consumer.groups.failing.retry.max-attemps=2")
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("dual-stream.consumer.groups.failing.retry.max-attemps"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final Queue<Integer> attempts = new ConcurrentLinkedQueue<>();

		private final Queue<String> own = new ConcurrentLinkedQueue<>();

		private final Queue<String> later = new ConcurrentLinkedQueue<>();

		private final Queue<String> prices = new ConcurrentLinkedQueue<>();

		private final Queue<Counted> counted = new ConcurrentLinkedQueue<>();

		private final Queue<String> customized = new ConcurrentLinkedQueue<>();

		@Bean
		Listeners listeners() {
			return new Listeners(this);
		}

		@Bean
		FailureDecider decider() {
			return (attempt) -> attempt.event().event().data().toString().equals("\"skip\"") ? FailureDecision.skip()
					: null;
		}

		@Bean
		EventConsumerCustomizer customizer() {
			return (group, consumer) -> this.customized.add(group);
		}

		@Bean
		DeadLetterCustomizer deadLetterCustomizer() {
			return (headers, record, group, cause) -> headers.put("team", "billing");
		}

	}

	record Counted(@Positive int total) {

	}

	static class Listeners {

		private final Application application;

		Listeners(Application application) {
			this.application = application;
		}

		@DualStreamListener(group = "failing", types = "failing")
		void fail(Event event, @Header(EventHeaders.ATTEMPT) int attempt) {
			this.application.attempts.add(attempt);
			throw new IllegalStateException("as told");
		}

		@DualStreamListener(types = "failing", maxAttempts = "3", initialDelay = "1ms", maxDelay = "${max:2ms}")
		void failAsWell(Event event) {
			this.application.own.add(event.id());
			throw new IllegalStateException("as told");
		}

		@DualStreamListener(types = "counted")
		void count(@Valid Counted counted) {
			this.application.counted.add(counted);
		}

		@DualStreamListener(id = "later", group = "later", types = "later", autoStartup = "false")
		void later(String data) {
			this.application.later.add(data);
		}

		@DualStreamListener(types = "price", broadcast = true)
		void price(String data) {
			this.application.prices.add(data);
		}

	}

}
