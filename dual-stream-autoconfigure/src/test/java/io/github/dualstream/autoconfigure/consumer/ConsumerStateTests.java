package io.github.dualstream.autoconfigure.consumer;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.Source;
import io.github.dualstream.autoconfigure.consumer.DeadLettersEndpoint.OpenDeadLetters;
import io.github.dualstream.consumer.DeadLetterFilter;
import io.github.dualstream.consumer.DeadLetters;
import io.github.dualstream.consumer.DualStreamListener;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.consumer.EventDeadLettered;
import io.github.dualstream.transport.ProcessedEvents;
import io.github.dualstream.transport.ProcessedEventsUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What health, endpoints and meters show of a consumer.
 */
@Timeout(60)
class ConsumerStateTests {

	private static final DeadLetterFilter LETTERS = DeadLetterFilter.of("shop", "events");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withBean(SimpleMeterRegistry.class)
		.withPropertyValues("spring.application.name=shop", "dual-stream.transport.log=memory",
				"dual-stream.transport.bus=memory", "dual-stream.consumer.retry.max-attempts=1",
				"dual-stream.consumer.lag.interval=50ms",
				"management.endpoints.web.exposure.include=dualstream,dualstreamdeadletters");

	@Test
	void openDeadLettersAreCountedUntilTheyAreResolved() {
		this.runner.run((context) -> {
			Application application = context.getBean(Application.class);
			application.failing = true;
			publish(context, "book", "pen");
			await().untilAsserted(() -> assertOpen(context, 2));
			await().untilAsserted(() -> assertThat(gauge(context)).isEqualTo(2));
			application.failing = false;
			context.getBean(DeadLetters.class).redrive(LETTERS, 1, 100);
			await().untilAsserted(() -> assertOpen(context, 1));
			context.getBean(DeadLetters.class).skip(LETTERS, 1, 100);
			await().untilAsserted(() -> assertOpen(context, 0));
			assertThat(application.handled).hasSize(1);
		});
	}

	@Test
	void whileAConsumerIsStoppedItsOpenDeadLettersAreUnknown() {
		this.runner.run((context) -> {
			context.getBean(Application.class).failing = true;
			publish(context, "book");
			await().untilAsserted(() -> assertOpen(context, 1));
			await().until(() -> gauge(context) != null);

			context.getBean(EventConsumers.class).get("shop").stop();
			assertOpen(context, null);
			await().until(() -> gauge(context) == null);

			context.getBean(EventConsumers.class).get("shop").start();
			await().untilAsserted(() -> assertOpen(context, 1));
			await().untilAsserted(() -> assertThat(gauge(context)).isEqualTo(1));
		});
	}

	@Test
	void whileTheStoreOfProcessedEventsIsAwayHealthIsDegradedAndSaysWhy() {
		Store store = new Store();
		this.runner.withBean(ProcessedEvents.class, () -> store).run((context) -> {
			store.away = true;
			publish(context, "book");
			await().untilAsserted(() -> {
				Health health = health(context);
				assertThat(health.getStatus().getCode()).isEqualTo("DEGRADED");
				assertThat(shop(health).get("outage")).isEqualTo("not asked: java.io.IOException: no route");
			});
			store.away = false;
			await().untilAsserted(() -> {
				assertThat(context.getBean(Application.class).handled).containsExactly("book");
				Health health = health(context);
				assertThat(health.getStatus().getCode()).isEqualTo("UP");
				assertThat(shop(health).get("outage")).isNull();
			});
		});
	}

	@Test
	void aDeadLetterIsAnApplicationEvent() {
		Queue<EventDeadLettered> published = new ConcurrentLinkedQueue<>();
		this.runner.withBean("listener", ApplicationListener.class, () -> deadLettered(published)).run((context) -> {
			context.getBean(Application.class).failing = true;
			publish(context, "book");
			await().until(() -> !published.isEmpty());
			assertThat(published).singleElement().satisfies((deadLettered) -> {
				assertThat(deadLettered.group()).isEqualTo("shop");
				assertThat(deadLettered.eventType()).isEqualTo("order.placed");
				assertThat(deadLettered.source()).isEqualTo(new Source("order", "book"));
				assertThat(deadLettered.position().topic()).isEqualTo("events");
				assertThat(deadLettered.deadLetter().topic()).isEqualTo("events-dlt");
				assertThat(deadLettered.attempts()).isOne();
				assertThat(deadLettered.parked()).isFalse();
				assertThat(deadLettered.cause()).isEqualTo("java.lang.IllegalStateException: out of paper");
			});
		});
	}

	private static ApplicationListener<PayloadApplicationEvent<EventDeadLettered>> deadLettered(
			Queue<EventDeadLettered> published) {
		return ApplicationListener.forPayload(published::add);
	}

	@Test
	void gaugesShowBusyWorkersWaitingKeysAndTheUseOfLimits() {
		CountDownLatch open = new CountDownLatch(1);
		this.runner.withPropertyValues("dual-stream.consumer.concurrency=2", "dual-stream.consumer.max-in-flight=10")
			.run((context) -> {
				try {
					context.getBean(Application.class).gate = open;
					publish(context, "book", "pen", "ink", "pad", "cap");
					await().untilAsserted(() -> {
						assertThat(gauge(context, "busy")).isEqualTo(2);
						assertThat(gauge(context, "waiting")).isEqualTo(3);
						assertThat(gauge(context, "utilization", "limit", "workers")).isEqualTo(1);
						assertThat(gauge(context, "utilization", "limit", "records")).isEqualTo(0.5);
						assertThat(gauge(context, "utilization", "limit", "bytes")).isBetween(0.0, 0.1);
					});
				}
				finally {
					open.countDown();
				}
				await().untilAsserted(() -> {
					assertThat(gauge(context, "busy")).isZero();
					assertThat(gauge(context, "waiting")).isZero();
					assertThat(gauge(context, "utilization", "limit", "records")).isZero();
				});
			});
	}

	private static double gauge(ApplicationContext context, String name, String... tags) {
		return context.getBean(MeterRegistry.class)
			.get("dual.stream.consumer." + name)
			.tag("group", "shop")
			.tags(tags)
			.gauge()
			.value();
	}

	/** In each place the same number, or none. */
	private static void assertOpen(ApplicationContext context, @Nullable Integer open) {
		assertThat(shop(health(context)).get("openDeadLetters")).isEqualTo(open);
		Map<?, ?> status = (Map<?, ?>) context.getBean(ConsumersStatus.class).status();
		assertThat(((Map<?, ?>) ((Map<?, ?>) status.get("groups")).get("shop")).get("openDeadLetters")).isEqualTo(open);
		assertThat(context.getBean(DeadLettersEndpoint.class).overview().groups())
			.containsExactly(new OpenDeadLetters("shop", "events", open));
	}

	private static @Nullable Double gauge(ApplicationContext context) {
		return context.getBean(MeterRegistry.class)
			.find("dual.stream.consumer.open.dead.letters")
			.tag("group", "shop")
			.gauges()
			.stream()
			.map((gauge) -> gauge.value())
			.findFirst()
			.orElse(null);
	}

	private static Health health(ApplicationContext context) {
		HealthIndicator consumers = (HealthIndicator) context
			.getBean("dualStreamHealthContributor", CompositeHealthContributor.class)
			.getContributor("consumers");
		assertThat(consumers).isNotNull();
		return consumers.health(true);
	}

	private static Map<?, ?> shop(Health health) {
		return (Map<?, ?>) health.getDetails().get("shop");
	}

	private static void publish(ApplicationContext context, String... items) {
		List.of(items)
			.forEach((item) -> context.getBean(DualStreamPublisher.class)
				.publish(Event.of("order", item, "order.placed", item)));
	}

	private static final class Store implements ProcessedEvents {

		private volatile boolean away;

		@Override
		public void process(String group, Collection<String> eventIds, Processing processing) throws Exception {
			if (this.away) {
				throw new ProcessedEventsUnavailableException("not asked", new IOException("no route"));
			}
			processing.process(Set.copyOf(eventIds));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final Queue<String> handled = new ConcurrentLinkedQueue<>();

		private volatile boolean failing;

		private volatile CountDownLatch gate = new CountDownLatch(0);

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

		@DualStreamListener(types = "order.placed")
		void ship(String item) throws InterruptedException {
			this.application.gate.await();
			if (this.application.failing) {
				throw new IllegalStateException("out of paper");
			}
			this.application.handled.add(item);
		}

	}

}
