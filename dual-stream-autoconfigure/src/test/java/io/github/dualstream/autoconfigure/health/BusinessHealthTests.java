package io.github.dualstream.autoconfigure.health;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks of the application below the {@code dualStream} component.
 */
@Timeout(60)
class BusinessHealthTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DualStreamHealthAutoConfiguration.class));

	@Test
	void oneBeanIsOnePart() {
		this.runner
			.withBean("orders", HealthPart.class,
					() -> new HealthPart("orders", () -> Health.outOfService().withDetail("backlog", 7).build()))
			.run((context) -> {
				Health health = part(context, "orders").health(true);
				assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
				assertThat(health.getDetails()).containsEntry("backlog", 7);
			});
	}

	@Test
	void whenACheckThrowsThenItsPartIsDown() {
		this.runner.withBean("orders", HealthPart.class, () -> new HealthPart("orders", () -> {
			throw new IllegalStateException("no orders since noon");
		})).run((context) -> {
			Health health = part(context, "orders").health(true);
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
			assertThat(health.getDetails().toString()).contains("no orders since noon");
		});
	}

	@Test
	void whenACheckHangsThenItsPartIsDownAndItIsNotAskedAgain() {
		CountDownLatch hanging = new CountDownLatch(1);
		AtomicInteger asked = new AtomicInteger();
		this.runner.withBean("orders", HealthPart.class, () -> new HealthPart("orders", () -> {
			asked.incrementAndGet();
			await(hanging);
			return Health.up().build();
		})).run((context) -> {
			HealthIndicator part = part(context, "orders");
			assertThat(part.health(true).getStatus()).isEqualTo(Status.DOWN);
			assertThat(part.health(true).getDetails()).containsEntry("error", "no answer within 1500 ms");
			assertThat(asked).hasValue(1);
			hanging.countDown();
			assertThat(part.health(true).getStatus()).isEqualTo(Status.UP);
		});
	}

	@Test
	void whenTwoPartsHaveOneNameThenTheStartFailsNamingIt() {
		this.runner.withBean("one", HealthPart.class, () -> new HealthPart("orders", () -> Health.up().build()))
			.withBean("two", HealthPart.class, () -> new HealthPart("orders", () -> Health.up().build()))
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("'orders'"));
	}

	private static HealthIndicator part(ApplicationContext context, String name) {
		return (HealthIndicator) context.getBean("dualStreamHealthContributor", CompositeHealthContributor.class)
			.getContributor(name);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
