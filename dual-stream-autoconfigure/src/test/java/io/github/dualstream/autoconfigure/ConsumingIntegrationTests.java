package io.github.dualstream.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.consumer.ConsumerStatus;
import io.github.dualstream.consumer.DeadLetterFilter;
import io.github.dualstream.consumer.DeadLetters;
import io.github.dualstream.consumer.DualStreamListener;
import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.test.DualStreamServers;
import io.github.dualstream.test.KafkaRecords;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * From a publish to the methods that handle the event, on a real Kafka.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = { "spring.application.name=shipping", "dual-stream.kafka.topic=consumed",
				"dual-stream.topics.consumed.partitions=3", "dual-stream.consumer.retry.initial-delay=1ms",
				"dual-stream.consumer.retry.max-attempts=2", "dual-stream.consumer.lag.interval=100ms",
				"dual-stream.consumer.retry.fatal=java.lang.UnsupportedOperationException" })
@DualStreamServers
class ConsumingIntegrationTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	@Autowired
	@EventPublisher
	private DualStreamPublisher publisher;

	@Autowired
	private EventConsumers consumers;

	@Autowired
	private Shipping shipping;

	@Autowired
	private List<String> audited;

	@Autowired
	private KafkaConnectionDetails kafka;

	@Autowired
	private MeterRegistry meters;

	@Autowired
	private DeadLetters deadLetters;

	@Autowired
	private KafkaAdmin kafkaAdmin;

	@Autowired
	@Qualifier("dualStreamHealthContributor")
	private CompositeHealthContributor health;

	@Test
	void whatIsPublishedIsHandledByTheMethodThatTakesIt() {
		String id = UUID.randomUUID().toString();
		this.publisher.publish(Event.of("order", id, "order.placed", new OrderPlaced(id, 7)));
		this.publisher.publish(Event.of("order", id, "order.paid", Map.of()));
		await().atMost(LONG).until(() -> this.shipping.orders.contains(new OrderPlaced(id, 7)));
		await().atMost(LONG).until(() -> this.audited.containsAll(List.of("order.placed " + id, "order.paid " + id)));
	}

	@Test
	void whatCannotBeHandledIsWithTheDeadLettersAndTheNextOnesGoOn() {
		String id = UUID.randomUUID().toString();
		Event bad = Event.of("order", id, "order.placed", List.of("no", "order"));
		this.publisher.publish(bad);
		this.publisher.publish(Event.of("order", id, "order.placed", new OrderPlaced(id, 8)));
		await().atMost(LONG).until(() -> this.shipping.orders.contains(new OrderPlaced(id, 8)));
		assertThat(KafkaRecords.of(bootstrapServers()).all("consumed-dlt"))
			.filteredOn((letter) -> id.equals(letter.key()))
			.singleElement()
			.satisfies((letter) -> {
				assertThat(KafkaRecords.header(letter, "ce_id")).isEqualTo(bad.id());
				assertThat(KafkaRecords.header(letter, "dual-stream-group")).isEqualTo("shipping");
				assertThat(KafkaRecords.header(letter, "dual-stream-attempts")).isEqualTo("1");
				assertThat(KafkaRecords.header(letter, "dual-stream-cause")).contains("OrderPlaced");
			});
	}

	@Test
	void aDeadLetterIsRedrivenThroughTheConsumerThatGaveItUp() {
		String id = UUID.randomUUID().toString();
		Event refused = Event.of("order", id, "order.refused-once", Map.of());
		this.publisher.publish(refused);
		DeadLetterFilter filter = DeadLetterFilter.of("audit", "consumed").withKey(id);
		await().atMost(LONG).until(() -> this.deadLetters.list(filter, 10).size() == 1);
		assertThat(this.deadLetters.redrive(filter, 10, 10)).singleElement()
			.satisfies((letter) -> assertThat(letter.eventId()).isEqualTo(refused.id()));
		await().atMost(LONG).until(() -> this.audited.contains("order.refused-once " + id));
		await().atMost(LONG).until(() -> this.deadLetters.list(filter, 10).isEmpty());
	}

	@Test
	void topicsOfDeadLettersHaveThePartitionsOfTheirTopic() {
		await().atMost(LONG)
			.untilAsserted(
					() -> assertThat(this.kafkaAdmin.describeTopics("consumed-dlt").get("consumed-dlt").partitions())
						.hasSize(3));
	}

	@Test
	void consumersRunAndAreKnown() {
		assertThat(this.consumers.all()).extracting(EventConsumer::group)
			.containsExactlyInAnyOrder("shipping", "audit");
		await().atMost(LONG).until(() -> this.consumers.get("audit").status().partitions().size() == 3);
		assertThat(this.consumers.get("audit").status().state()).isEqualTo(ConsumerStatus.State.RUNNING);
	}

	@Test
	void metersAndHealthTellWhatConsumersAreAt() {
		String id = UUID.randomUUID().toString();
		this.publisher.publish(Event.of("order", id, "order.paid", Map.of()));
		await().atMost(LONG).until(() -> this.audited.contains("order.paid " + id));
		await().atMost(LONG)
			.until(() -> this.meters.get("dual.stream.consumer.handling")
				.tags("group", "audit", "topic", "consumed", "outcome", "success")
				.timer()
				.count() > 0);
		await().atMost(LONG)
			.until(() -> this.meters.get("dual.stream.consumer.lag").tags("group", "audit").gauges().size() == 3);
		await().atMost(LONG)
			.until(() -> this.meters.get("dual.stream.consumer.lag")
				.tags("group", "audit")
				.gauges()
				.stream()
				.allMatch((gauge) -> gauge.value() == 0));
		assertThat(this.meters.get("dual.stream.consumer.in.flight").tags("group", "audit").gauge().value()).isZero();
		Health consumersHealth = ((HealthIndicator) Objects.requireNonNull(this.health.getContributor("consumers")))
			.health();
		assertThat(consumersHealth.getStatus()).isEqualTo(Status.UP);
		assertThat(consumersHealth.getDetails()).containsKeys("audit", "shipping");
	}

	private String bootstrapServers() {
		return String.join(",", this.kafka.getConsumer().getBootstrapServers());
	}

	record OrderPlaced(String id, int total) {

	}

	static class Shipping {

		private final List<OrderPlaced> orders = new CopyOnWriteArrayList<>();

		@DualStreamListener(sourceTypes = "order", types = "order.placed")
		void ship(OrderPlaced order) {
			this.orders.add(order);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Shipping shipping() {
			return new Shipping();
		}

		@Bean
		List<String> audited() {
			return new CopyOnWriteArrayList<>();
		}

		@Bean
		EventConsumer audit(EventConsumers consumers, List<String> audited) {
			Set<String> refused = ConcurrentHashMap.newKeySet();
			return consumers.group("audit").topic("consumed").concurrency(2).handler((event) -> {
				String type = event.event().type();
				if (type.endsWith("refused-once") && refused.add(event.event().id())) {
					throw new UnsupportedOperationException("not yet");
				}
				audited.add(type + " " + event.event().sourceId());
			});
		}

	}

}
