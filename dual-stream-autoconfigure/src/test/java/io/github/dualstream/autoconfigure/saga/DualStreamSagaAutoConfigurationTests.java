package io.github.dualstream.autoconfigure.saga;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.health.HealthPart;
import io.github.dualstream.saga.Compensation;
import io.github.dualstream.saga.Deadline;
import io.github.dualstream.saga.InvalidSagaException;
import io.github.dualstream.saga.On;
import io.github.dualstream.saga.Saga;
import io.github.dualstream.saga.SagaContext;
import io.github.dualstream.saga.SagaKey;
import io.github.dualstream.saga.SagaStatus;
import io.github.dualstream.saga.Sagas;
import io.github.dualstream.saga.StartOn;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DualStreamSagaAutoConfiguration} and
 * {@link DualStreamSagaActuatorAutoConfiguration}, with a log in memory.
 */
class DualStreamSagaAutoConfigurationTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withBean(SimpleMeterRegistry.class)
		.withPropertyValues("spring.application.name=shop", "spring.datasource.generate-unique-name=true",
				"dual-stream.transport.log=memory", "dual-stream.transport.bus=memory",
				"dual-stream.outbox.relay.poll-interval=50ms", "management.endpoints.web.exposure.include=dualstream",
				"dual-stream.consumer.retry.max-attempts=1", "dual-stream.saga.stuck-after=1ms",
				"dual-stream.saga.check-interval=50ms");

	private final WebApplicationContextRunner application = this.runner
		.withPropertyValues("dual-stream.outbox.enabled=true")
		.withBean(Delivery.class);

	private final String id = UUID.randomUUID().toString();

	private final SagaKey key = new SagaKey("delivery", this.id);

	private void publish(DualStreamPublisher publisher, String type) {
		publisher.publish(Event.of("order", this.id, type, Map.of("item", "book")));
	}

	@Test
	void aSagaIsStartedContinuesAtItsDeadlineAndIsCounted() {
		this.application.run((context) -> {
			DualStreamPublisher publisher = context.getBean(DualStreamPublisher.class);
			Sagas sagas = context.getBean(Sagas.class);
			context.getBean(TransactionTemplate.class)
				.executeWithoutResult((status) -> publish(publisher, "order.placed"));
			await()
				.until(() -> sagas.find(this.key).map((saga) -> saga.status() == SagaStatus.COMPLETED).orElse(false));
			assertThat(sagas.history(this.key)).extracting((step) -> step.name())
				.containsExactly("order.placed", "arrival");
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			await().until(() -> registry.find("dual.stream.saga.events").tag("outcome", "completed").counter() != null);
			assertThat(registry.get("dual.stream.saga.events").tag("outcome", "started").counter().count()).isOne();
			await().until(() -> registry.get("dual.stream.saga.stuck").gauge().value() == 0);
			assertThat(context.getBean(SagasStatus.class).status().toString()).contains("COMPLETED=1");
		});
	}

	@Test
	void aStuckSagaIsShownRetriedAndCompensated() {
		this.application.run((context) -> {
			DualStreamPublisher publisher = context.getBean(DualStreamPublisher.class);
			Sagas sagas = context.getBean(Sagas.class);
			Delivery delivery = context.getBean(Delivery.class);
			delivery.patience = Duration.ofDays(1);
			publish(publisher, "order.placed");
			await().until(() -> sagas.find(this.key).isPresent());
			delivery.broken = true;
			publish(publisher, "order.checked");
			HealthPart part = context.getBean("dualStreamSagasHealth", HealthPart.class);
			await().untilAsserted(() -> {
				assertThat(part.indicator().health().getStatus().getCode()).isEqualTo("DEGRADED");
				assertThat(part.indicator().health().getDetails()).containsEntry("stuck", 1L);
			});
			SagasStatus status = context.getBean(SagasStatus.class);
			assertThat(status.status().toString()).contains(this.key.toString()).contains("broken");
			assertThat(run(status, "history", this.key.toString())).contains("broken").contains("order.placed");
			assertThatIllegalStateException().isThrownBy(() -> run(status, "retry", this.key.toString()));
			delivery.broken = false;
			assertThat(run(status, "retry", this.key.toString())).isEqualTo("{retried=1}");
			await().until(() -> part.indicator().health().getStatus().getCode().equals("UP"));
			assertThat(run(status, "compensate", this.key.toString())).contains(this.key.toString());
			assertThat(run(status, "list", "delivery")).contains("COMPENSATED");
			for (String argument : new String[] { null, "delivery", ":1" }) {
				assertThatIllegalArgumentException().isThrownBy(() -> run(status, "history", argument))
					.withMessageContaining("name:id");
			}
			assertThatIllegalArgumentException().isThrownBy(() -> run(status, "list", "another"))
				.withMessageContaining("delivery");
		});
	}

	private static String run(SagasStatus status, String operation, String argument) {
		return status.operations().get(operation).run(argument).toString();
	}

	@Test
	void aCompensationThatFailedIsRetriedAtTheEndpoint() {
		this.application.run((context) -> {
			DualStreamPublisher publisher = context.getBean(DualStreamPublisher.class);
			Sagas sagas = context.getBean(Sagas.class);
			Delivery delivery = context.getBean(Delivery.class);
			delivery.patience = Duration.ofDays(1);
			publish(publisher, "order.placed");
			await().until(() -> sagas.find(this.key).isPresent());
			delivery.broken = true;
			publish(publisher, "order.lost");
			await().until(() -> sagas.failures(this.key).size() == 1);
			assertThat(sagas.find(this.key).orElseThrow().status()).isEqualTo(SagaStatus.RUNNING);
			SagasStatus status = context.getBean(SagasStatus.class);
			assertThat(run(status, "history", this.key.toString())).contains("the till is broken").contains("refund");
			assertThatIllegalStateException().isThrownBy(() -> run(status, "retry", this.key.toString()));
			delivery.broken = false;
			assertThat(run(status, "retry", this.key.toString())).isEqualTo("{retried=1}");
			assertThat(sagas.find(this.key).orElseThrow().status()).isEqualTo(SagaStatus.COMPENSATED);
			assertThat(sagas.history(this.key)).extracting((step) -> step.name())
				.containsExactly("order.placed", "order.lost", "refund");
		});
	}

	@Test
	void aSagaThatHasEndedIsDeletedAfterItsRetention() {
		this.application.withPropertyValues("dual-stream.saga.retention=1ms").run((context) -> {
			Sagas sagas = context.getBean(Sagas.class);
			publish(context.getBean(DualStreamPublisher.class), "order.placed");
			await()
				.until(() -> sagas.find(this.key).map((saga) -> saga.status() == SagaStatus.COMPLETED).orElse(false));
			SagaRetention retention = context.getBean(SagaRetention.class);
			assertThat(retention.isRunning()).isTrue();
			await().until(() -> {
				retention.run();
				return sagas.find(this.key).isEmpty();
			});
		});
	}

	@Test
	void withoutAnOutboxTheStartFailsAndNamesTheProperty() {
		this.runner.withBean(Delivery.class)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.isInstanceOf(InvalidPropertyException.class)
				.hasMessageContaining("dual-stream.outbox.enabled")
				.hasMessageContaining("elivery"));
	}

	@Test
	void withoutSagasThereIsNothing() {
		this.runner.withPropertyValues("dual-stream.outbox.enabled=true")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(Sagas.class));
	}

	@Test
	void anInvalidSagaFailsTheStartWithTheRemedy() {
		this.application.withBean(NeverStarts.class).run((context) -> {
			assertThat(context).hasFailed();
			Throwable cause = context.getStartupFailure();
			while (!(cause instanceof InvalidSagaException invalid)) {
				cause = cause.getCause();
			}
			FailureAnalysis analysis = new InvalidSagaFailureAnalyzer().analyze(invalid);
			assertThat(analysis.getDescription()).contains("NeverStarts");
			assertThat(analysis.getAction()).contains("@StartOn");
		});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Saga("delivery")
	static class Delivery {

		private volatile Duration patience = Duration.ofMillis(10);

		private volatile boolean broken;

		@StartOn("order.placed")
		Parcel start(Placed placed, SagaContext saga) {
			saga.deadline("arrival", this.patience);
			saga.onCompensation("refund");
			return new Parcel(placed.item(), 0);
		}

		@On("order.checked")
		Parcel check(Parcel parcel) {
			if (this.broken) {
				throw new IllegalStateException("the scale is broken");
			}
			return new Parcel(parcel.item(), 1);
		}

		@On("order.lost")
		void lost(SagaContext saga) {
			saga.compensate("lost");
		}

		@Deadline("arrival")
		void arrived(SagaContext saga) {
			saga.complete();
		}

		@Compensation("refund")
		void refund() {
			if (this.broken) {
				throw new IllegalStateException("the till is broken");
			}
		}

	}

	record Placed(String item) {

	}

	record Parcel(String item, int weight) {

	}

	@Saga("never")
	static class NeverStarts {

		@On("order.placed")
		void placed(Event event) {
		}

	}

}
