package io.github.dualstream.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

import io.github.dualstream.BatchResult;
import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.PublishResult;
import io.github.dualstream.RejectedException;
import io.github.dualstream.test.DualStreamServers;
import io.github.dualstream.test.KafkaRecords;
import io.github.dualstream.test.RedisMessages;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * One event's way through everything, on a real Kafka and a real Redis.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = { "spring.application.name=orders", "dual-stream.kafka.topics.order=orders",
				"dual-stream.topics.orders.partitions=3", "dual-stream.topics.orders.retention=2d",
				"dual-stream.publisher.max-event-size=64KB" })
@DualStreamServers
class PublishingIntegrationTests {

	@Autowired
	@EventPublisher
	private DualStreamPublisher publisher;

	@Autowired
	private KafkaConnectionDetails kafka;

	@Autowired
	private DataRedisConnectionDetails redis;

	@Autowired
	private MeterRegistry meters;

	@Test
	void eventIsDurableInKafkaAndAnnouncedInRedisByItsIds() {
		String orderId = UUID.randomUUID().toString();
		try (RedisMessages messages = messages("events:order:" + orderId)) {
			PublishResult first = this.publisher
				.publish(Event.of("order", orderId, "order.placed", Map.of("secret", "4711")));
			PublishResult second = this.publisher.publish(Event.of("order", orderId, "order.paid", Map.of()));

			ConsumerRecord<String, byte[]> record = record("orders", orderId, 0);
			assertThat(new String(record.value(), StandardCharsets.UTF_8)).isEqualTo("{\"secret\":\"4711\"}");
			assertThat(KafkaRecords.header(record, "ce_id")).isEqualTo(first.eventId());
			assertThat(KafkaRecords.header(record, "ce_source")).isEqualTo("/orders/order");
			assertThat(first.position()).hasToString("orders:" + record.partition() + ":" + record.offset());
			await().until(() -> messages.messages().size() == 2);
			assertThat(messages.messages().get(0).body())
				.isEqualTo("{\"id\":\"%s\",\"type\":\"order.placed\",\"source_id\":\"%s\",\"position\":\"%s\"}"
					.formatted(first.eventId(), orderId, first.position()));
			assertThat(messages.messages().get(1).body()).contains("\"prev\":\"" + first.position() + "\"")
				.contains("\"position\":\"" + second.position() + "\"");
		}
	}

	@Test
	void batchHasOneOutcomePerEventInOrder() {
		String orderId = UUID.randomUUID().toString();
		List<Event> events = IntStream.range(0, 20)
			.mapToObj((i) -> Event.of("order", orderId, "order.changed",
					(i == 7) ? Map.of("notes", "x".repeat(70_000)) : Map.of("i", i)))
			.toList();

		BatchResult result = this.publisher.publishAll(events);

		assertThat(result.outcomes()).hasSize(20);
		assertThat(result.failures()).singleElement().satisfies((outcome) -> {
			assertThat(outcome.event()).isSameAs(events.get(7));
			assertThat(outcome.failure()).isInstanceOf(RejectedException.class)
				.hasMessageContaining("dual-stream.publisher.max-event-size");
		});
		assertThat(result.results()).extracting((published) -> published.position().offset()).isSorted();
	}

	@Test
	void refusedEventIsNeitherInKafkaNorAnnouncedAndIsCounted() {
		String orderId = UUID.randomUUID().toString();
		double before = rejected();

		assertThatExceptionOfType(RejectedException.class)
			.isThrownBy(() -> this.publisher.publish(Event.of("order", orderId, "order.placed", Double.NaN)))
			.withMessageContaining("'data'");

		assertThat(KafkaRecords.of(bootstrapServers()).all("orders"))
			.noneMatch((record) -> orderId.equals(record.key()));
		assertThat(rejected()).isEqualTo(before + 1);
	}

	@Test
	void topicIsCreatedAsConfigured() throws Exception {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
			assertThat(admin.describeTopics(List.of("orders")).allTopicNames().get().get("orders").partitions())
				.hasSize(3);
			assertThat(admin.describeTopics(List.of("events")).allTopicNames().get()).containsKey("events");
		}
	}

	@Test
	void metersHaveTheNamesOfTheContractAndAddUp() {
		String orderId = UUID.randomUUID().toString();
		double accepted = notifications();
		long published = this.meters.get("dual.stream.publish")
			.tags("topic", "orders", "outcome", "success")
			.timer()
			.count();
		this.publisher.publish(Event.of("order", orderId, "order.placed", Map.of()));

		assertThat(this.meters.get("dual.stream.publish").tags("topic", "orders", "outcome", "success").timer().count())
			.isEqualTo(published + 1);
		await().until(() -> notifications() == accepted + 1);
		assertThat(this.meters.get("dual.stream.redis.drop.ratio").gauge().value()).isZero();
		assertThat(this.meters.get("dual.stream.redis.queue").gauge().value()).isZero();
		assertThat(this.meters.get("dual.stream.redis.circuit").tag("state", "closed").gauge().value()).isOne();
		assertThat(this.meters.get("dual.stream.redis.latency").timer().count()).isPositive();
	}

	private String bootstrapServers() {
		return this.kafka.getBootstrapServers().get(0);
	}

	private RedisMessages messages(String channel) {
		Standalone address = Objects.requireNonNull(this.redis.getStandalone());
		return RedisMessages.subscribe(address.getHost(), address.getPort(), channel);
	}

	private double notifications() {
		return this.meters.get("dual.stream.redis.notifications")
			.counters()
			.stream()
			.mapToDouble((c) -> c.count())
			.sum();
	}

	private double rejected() {
		return this.meters.find("dual.stream.publish")
			.tags("topic", "orders", "outcome", "rejected")
			.timers()
			.stream()
			.mapToDouble((timer) -> timer.count())
			.sum();
	}

	private ConsumerRecord<String, byte[]> record(String topic, String key, int index) {
		return KafkaRecords.of(bootstrapServers())
			.all(topic)
			.stream()
			.filter((record) -> key.equals(record.key()))
			.toList()
			.get(index);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
