package io.github.dualstream.autoconfigure.outbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.PublishResult;
import io.github.dualstream.RejectedException;
import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.outbox.Outbox;
import io.github.dualstream.outbox.OutboxBypass;
import io.github.dualstream.outbox.OutboxResult;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.NewRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Choices of the outbox: events that bypass it, events outside of a transaction, and
 * results as application events.
 */
class OutboxChoicesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues("dual-stream.outbox.enabled=true", "dual-stream.redis.enabled=false",
				"spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID());

	@ParameterizedTest
	@CsvSource({ "dual-stream.outbox.bypass.source-types=sensor", "'dual-stream.outbox.bypass.source-types=log,sens*'",
			"dual-stream.outbox.bypass.event-types=measured.*", "unused=true" })
	void whenATypeBypassesTheOutboxThenItsEventsAreSentThoughTheTransactionRollsBack(String property) {
		this.runner.withPropertyValues(property)
			.withUserConfiguration(property.equals("unused=true") ? SensorsBypass.class : Empty.class)
			.run((context) -> {
				ScriptedLog log = context.getBean(ScriptedLog.class);
				new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
					.executeWithoutResult((status) -> {
						List<PublishResult> results = context.getBean(DualStreamPublisher.class)
							.publishAll(List.of(Event.of("order", "1", "order.placed", "data"),
									Event.of("sensor", "1", "measured.temperature", "data"),
									Event.of("order", "2", "order.placed", "data")))
							.results();
						assertThat(results).extracting(PublishResult::isStored).containsExactly(true, false, true);
						assertThat(publish(context, "sensor", "measured.pressure").isStored()).isFalse();
						status.setRollbackOnly();
					});
				assertThat(log.types()).containsExactly("measured.temperature", "measured.pressure");
				assertThat(context.getBean(Outbox.class).counts().pending()).isZero();
			});
	}

	@Test
	void whenABypassFailsThenNothingIsStoredOrSent() {
		this.runner.withBean(OutboxBypass.class, () -> (event) -> {
			throw new IllegalStateException("out of order");
		}).run((context) -> {
			assertThatExceptionOfType(PublishFailedException.class)
				.isThrownBy(() -> publish(context, "order", "order.placed"))
				.withMessageContaining("OutboxBypass")
				.withMessageContaining("out of order");
			assertThat(context.getBean(Outbox.class).counts().pending()).isZero();
			assertThat(context.getBean(ScriptedLog.class).types()).isEmpty();
		});
	}

	@Test
	void whenABypassIsEmptyThenTheStartFailsAndNamesTheProperty() {
		this.runner.withPropertyValues("dual-stream.outbox.bypass.event-types=a,,b")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("dual-stream.outbox.bypass.event-types"));
	}

	@Test
	void whenEventsOutsideOfATransactionAreStoredThenTheRelaySendsThem() {
		this.runner.withPropertyValues("dual-stream.outbox.outside-transaction=store").run((context) -> {
			assertThat(publish(context, "order", "order.placed").isStored()).isTrue();
			await().until(() -> context.getBean(ScriptedLog.class).types().equals(List.of("order.placed")));
			await().until(() -> context.getBean(Outbox.class).counts().pending() == 0);
		});
	}

	@Test
	void whenEventsOutsideOfATransactionAreRejectedThenNothingIsStoredOrSent() {
		this.runner.withPropertyValues("dual-stream.outbox.outside-transaction=reject").run((context) -> {
			assertThatExceptionOfType(PublishFailedException.class)
				.isThrownBy(() -> publish(context, "order", "order.placed"))
				.withMessageContaining("dual-stream.outbox.outside-transaction");
			assertThat(context.getBean(Outbox.class).counts().pending()).isZero();
			assertThat(context.getBean(ScriptedLog.class).types()).isEmpty();
		});
	}

	@Test
	void resultsOfStoredEventsAreApplicationEvents() {
		this.runner
			.withPropertyValues("dual-stream.outbox.outside-transaction=store",
					"dual-stream.outbox.publish-results=true", "dual-stream.outbox.relay.max-backoff=10ms")
			.withUserConfiguration(Results.class)
			.run((context) -> {
				ScriptedLog log = context.getBean(ScriptedLog.class);
				log.failure = (number) -> switch (number) {
					case 0 -> new PublishFailedException("the log is away", null);
					case 2 -> new RejectedException("data", "is refused");
					default -> null;
				};
				Results results = context.getBean(Results.class);
				String sent = publish(context, "order", "order.placed").eventId();
				await().until(() -> results.all.size() == 2);
				assertThat(results.all.get(0)).isInstanceOfSatisfying(OutboxResult.Retrying.class, (retrying) -> {
					assertThat(retrying.eventId()).isEqualTo(sent);
					assertThat(retrying.cause()).contains("the log is away");
				});
				assertThat(results.all.get(1)).isInstanceOfSatisfying(OutboxResult.Sent.class, (result) -> {
					assertThat(result.eventId()).isEqualTo(sent);
					assertThat(result.eventType()).isEqualTo("order.placed");
					assertThat(result.source()).hasToString("order:1");
					assertThat(result.position()).isEqualTo(new Position("events", 0, 1));
				});
				String failed = publish(context, "order", "order.cancelled").eventId();
				await().until(() -> results.all.size() == 3);
				assertThat(results.all.get(2)).isInstanceOfSatisfying(OutboxResult.Failed.class, (result) -> {
					assertThat(result.eventId()).isEqualTo(failed);
					assertThat(result.cause()).contains("is refused");
					assertThat(context.getBean(Outbox.class).discard(result.number())).isTrue();
				});
			});
	}

	@Test
	void whenAListenerOfResultsThrowsThenTheRelayGoesOn() {
		this.runner
			.withPropertyValues("dual-stream.outbox.outside-transaction=store",
					"dual-stream.outbox.publish-results=true")
			.withUserConfiguration(FailingListener.class)
			.run((context) -> {
				FailingListener listener = context.getBean(FailingListener.class);
				for (int i = 1; i <= 3; i++) {
					publish(context, "order", "order.changed");
					int expected = i;
					await().until(() -> listener.called.size() == expected);
				}
				await().until(() -> context.getBean(Outbox.class).counts().pending() == 0);
				assertThat(context.getBean(Outbox.class).relayFailure()).isEmpty();
				assertThat(context.getBean(ScriptedLog.class).types()).hasSize(3);
			});
	}

	private static PublishResult publish(ApplicationContext context, String sourceType, String type) {
		return context.getBean(DualStreamPublisher.class).publish(Event.of(sourceType, "1", type, "data"));
	}

	/** Log that fails as the test says, by the number of the append. */
	static final class ScriptedLog implements EventLog {

		private final List<NewRecord> records = new CopyOnWriteArrayList<>();

		private volatile Function<Integer, @Nullable Throwable> failure = (number) -> null;

		@Override
		public CompletableFuture<Position> append(NewRecord record) {
			int number = this.records.size();
			this.records.add(record);
			Throwable failure = this.failure.apply(number);
			return (failure != null) ? CompletableFuture.failedFuture(failure)
					: CompletableFuture.completedFuture(new Position(record.topic(), 0, number));
		}

		@Override
		public void flush() {
		}

		List<String> types() {
			return this.records.stream()
				.flatMap((record) -> record.headers().stream())
				.filter((header) -> header.name().equals("ce_type"))
				.map((header) -> new String(header.value(), StandardCharsets.UTF_8))
				.toList();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		ScriptedLog log() {
			return new ScriptedLog();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

	@Configuration(proxyBeanMethods = false)
	static class SensorsBypass {

		@Bean
		OutboxBypass sensors() {
			return (event) -> event.sourceType().equals("sensor");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Results {

		private final List<OutboxResult> all = new CopyOnWriteArrayList<>();

		@EventListener
		void add(OutboxResult result) {
			this.all.add(result);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FailingListener {

		private final List<String> called = new CopyOnWriteArrayList<>();

		@EventListener
		void fail(OutboxResult.Sent result) {
			this.called.add(result.eventId());
			throw new IllegalStateException("the listener failed");
		}

	}

}
