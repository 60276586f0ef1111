package io.github.dualstream.autoconfigure.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.PublishResult;
import io.github.dualstream.RejectedException;
import io.github.dualstream.TraceContext;
import io.github.dualstream.outbox.Outbox;
import io.github.dualstream.outbox.Relay;
import io.github.dualstream.test.DualStreamServers;
import io.github.dualstream.test.KafkaRecords;
import io.github.dualstream.test.RedisMessages;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * What every database must do as an outbox, with a real Kafka and a real Redis.
 */
@SpringBootTest(classes = OutboxScenarios.Application.class, webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = { "spring.application.name=orders", "dual-stream.kafka.topic=outbox-events",
				"dual-stream.topics.outbox-events.partitions=3", "dual-stream.outbox.enabled=true",
				"dual-stream.outbox.initialize-schema=always", "dual-stream.publisher.max-event-size=64KB" })
@DualStreamServers
abstract class OutboxScenarios {

	@Autowired
	@EventPublisher
	private DualStreamPublisher publisher;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private Outbox outbox;

	@Autowired
	private Relay relay;

	@Autowired
	private KafkaConnectionDetails kafka;

	@Autowired
	private DataRedisConnectionDetails redis;

	@Autowired
	private MeterRegistry meters;

	private final String orderId = UUID.randomUUID().toString();

	@Test
	void whenTheTransactionCommitsThenTheEventIsInTheLogAndAnnounced() {
		Standalone redis = this.redis.getStandalone();
		try (RedisMessages messages = RedisMessages.subscribe(redis.getHost(), redis.getPort(),
				"events:order:" + this.orderId)) {
			PublishResult result = this.transaction.execute((status) -> publish("order.placed"));

			assertThat(result.isStored()).isTrue();
			assertThatIllegalStateException().isThrownBy(result::position).withMessageContaining(result.eventId());
			await().until(() -> records().size() == 1);
			ConsumerRecord<String, byte[]> record = records().get(0);
			assertThat(KafkaRecords.header(record, "ce_id")).isEqualTo(result.eventId());
			await().until(() -> messages.messages().size() == 1);
			assertThat(messages.messages().get(0).body())
				.contains("\"position\":\"outbox-events:" + record.partition() + ":" + record.offset() + "\"");
		}
		assertThatNothingWaits();
	}

	@Test
	void whenTheTransactionRollsBackThenThereIsNoEvent() {
		this.transaction.executeWithoutResult((status) -> {
			publish("order.placed");
			status.setRollbackOnly();
		});
		this.transaction.executeWithoutResult((status) -> publish("order.cancelled"));

		await().until(() -> !records().isEmpty());
		assertThat(types()).containsExactly("order.cancelled");
		assertThatNothingWaits();
	}

	@Test
	void outsideOfATransactionTheEventGoesStraightToTheLog() {
		PublishResult result = publish("order.placed");

		assertThat(result.isStored()).isFalse();
		assertThat(types()).containsExactly("order.placed");
		assertThat(result.position().topic()).isEqualTo("outbox-events");
	}

	@Test
	void eventOutsideOfATransactionGoesBehindThoseThatWait() {
		this.relay.stop();
		try {
			this.transaction.executeWithoutResult((status) -> publish("order.placed"));
			assertThat(publish("order.changed").isStored()).isTrue();
			List<PublishResult> results = this.publisher
				.publishAll(List.of(Event.of("order", this.orderId, "order.paid", Map.of()),
						Event.of("order", "another-" + this.orderId, "order.placed", Map.of())))
				.results();
			assertThat(results).extracting(PublishResult::isStored).containsExactly(true, false);
		}
		finally {
			this.relay.start();
		}

		await().until(() -> records().size() == 3);
		assertThat(types()).containsExactly("order.placed", "order.changed", "order.paid");
		assertThatNothingWaits();
	}

	@Test
	void givenUpEventsDoNotHoldUpThoseOutsideOfATransaction() {
		this.relay.stop();
		try {
			this.transaction.executeWithoutResult((status) -> publish("order.placed"));
			commit("update dual_stream_outbox set status = 'FAILED' where aggregateid = ?");
			assertThat(publish("order.changed").isStored()).isFalse();
		}
		finally {
			commit("delete from dual_stream_outbox where aggregateid = ?");
			this.relay.start();
		}
	}

	/** Connections need not commit by themselves. */
	private void commit(String sql) {
		this.transaction.executeWithoutResult((status) -> this.jdbc.update(sql, this.orderId));
	}

	@Test
	void everyFieldOfTheEventArrives() {
		Event event = Event.builder()
			.id("outbox-" + this.orderId)
			.source("order", this.orderId)
			.type("order.placed")
			.time(Instant.parse("2026-02-03T04:05:06.123456789Z"))
			.data(Map.of("naïve", "☃ \u0000 \ud83d\ude80"))
			.version("v2")
			.correlationId("conversation")
			.causationId("cause")
			.traceContext(new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "a=b"))
			.extension("tenant", "größe \"1\"")
			.build();
		this.transaction.executeWithoutResult((status) -> this.publisher.publish(event));
		await().until(() -> records().size() == 1);
		this.publisher.publish(event);

		List<ConsumerRecord<String, byte[]>> records = records();
		assertThat(records).hasSize(2);
		assertThat(headers(records.get(0))).isEqualTo(headers(records.get(1)))
			.containsEntry("ce_tenant", "größe \"1\"")
			.containsEntry("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
		assertThat(records.get(0).value()).isEqualTo(records.get(1).value());
	}

	@Test
	void eventsOfOneSourceArriveInTheirOrder() {
		for (int i = 0; i < 20; i++) {
			int begin = i * 10;
			this.transaction.executeWithoutResult((status) -> IntStream.range(begin, begin + 10)
				.forEach((number) -> publish("order.changed-" + number)));
		}

		await().until(() -> records().size() == 200);
		assertThat(types()).containsExactlyElementsOf(
				IntStream.range(0, 200).mapToObj((number) -> "order.changed-" + number).toList());
		assertThatNothingWaits();
	}

	@Test
	void whenALaterNumberCommitsFirstThenTheEarlierOneIsNotLost() {
		this.transaction.executeWithoutResult((outer) -> {
			publish("order.placed");
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void beforeCompletion() {
					inAnotherThread(() -> OutboxScenarios.this.transaction
						.executeWithoutResult((status) -> publish("order.changed")));
					await().until(() -> types().equals(List.of("order.changed")));
				}

			});
		});

		await().until(() -> types().equals(List.of("order.changed", "order.placed")));
		assertThatNothingWaits();
	}

	@Test
	void refusedEventFailsTheCallAndIsNotStored() {
		this.transaction.executeWithoutResult((status) -> assertThatExceptionOfType(RejectedException.class)
			.isThrownBy(() -> this.publisher.publish(Event.of("order", this.orderId, "order.placed", Double.NaN))));
		this.transaction.executeWithoutResult((status) -> assertThatExceptionOfType(RejectedException.class).isThrownBy(
				() -> this.publisher.publish(Event.of("order", this.orderId, "order.placed", "x".repeat(65 * 1024)))));

		assertThat(rows()).isZero();
	}

	@Test
	void whenTheRowCannotBeWrittenThenTheTransactionDoesNotCommit() {
		this.jdbc.execute("create table if not exists business (id varchar(40) primary key)");
		this.jdbc.execute("alter table dual_stream_outbox rename to moved_outbox");
		try {
			assertThatExceptionOfType(RuntimeException.class)
				.isThrownBy(() -> this.transaction.executeWithoutResult((status) -> {
					this.jdbc.update("insert into business (id) values (?)", this.orderId);
					publish("order.placed");
				}))
				.isInstanceOf(PublishFailedException.class);
		}
		finally {
			this.jdbc.execute("alter table moved_outbox rename to dual_stream_outbox");
		}
		assertThat(this.jdbc.queryForObject("select count(*) from business where id = ?", Integer.class, this.orderId))
			.isZero();
	}

	@Test
	void rowIsNamedAsDebeziumExpects() {
		this.transaction.executeWithoutResult((status) -> {
			PublishResult result = publish("order.placed");
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void beforeCompletion() {
					assertThat(OutboxScenarios.this.jdbc
						.queryForMap("select id, aggregatetype, aggregateid, type, payload from dual_stream_outbox"
								+ " where aggregateid = ?", OutboxScenarios.this.orderId))
						.containsEntry("id", result.eventId());
				}

			});
		});
	}

	@Test
	void whenAPartOfTheTransactionRollsBackThenOnlyItsEventsAreGone() {
		TransactionTemplate nested = new TransactionTemplate(this.transaction.getTransactionManager());
		nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
		this.transaction.executeWithoutResult((status) -> {
			publish("order.placed");
			nested.executeWithoutResult((part) -> {
				publish("order.changed");
				part.setRollbackOnly();
			});
			nested.executeWithoutResult((part) -> publish("order.paid"));
		});

		await().until(() -> records().size() == 2);
		assertThat(types()).containsExactly("order.placed", "order.paid");
	}

	@Test
	void whenATransactionIsSuspendedThenTheOtherHasItsOwnEvents() {
		TransactionTemplate another = new TransactionTemplate(this.transaction.getTransactionManager());
		another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		this.transaction.executeWithoutResult((status) -> {
			publish("order.placed");
			another.executeWithoutResult((inner) -> publish("order.logged"));
			status.setRollbackOnly();
		});
		this.transaction.executeWithoutResult((status) -> publish("order.cancelled"));

		await().until(() -> records().size() == 2);
		assertThat(types()).containsExactly("order.logged", "order.cancelled");
	}

	@Test
	void eventThatIsPublishedWhileTheTransactionCommitsIsPartOfIt() {
		this.transaction.executeWithoutResult((status) -> {
			publish("order.placed");
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public int getOrder() {
					return Ordered.LOWEST_PRECEDENCE;
				}

				@Override
				public void beforeCommit(boolean readOnly) {
					publish("order.changed");
				}

			});
		});

		await().until(() -> records().size() == 2);
		assertThat(types()).containsExactly("order.placed", "order.changed");
	}

	@Test
	void storedAndSentEventsAreCounted() {
		double stored = count("dual.stream.publish", "outcome", "stored");
		double sent = this.meters.get("dual.stream.outbox.sent").counter().count();
		this.transaction.executeWithoutResult((status) -> publish("order.placed"));
		await().until(() -> records().size() == 1);

		assertThat(count("dual.stream.publish", "outcome", "stored")).isEqualTo(stored + 1);
		await().until(() -> this.meters.get("dual.stream.outbox.sent").counter().count() >= sent + 1);
		assertThat(this.meters.get("dual.stream.outbox.lag").timer().count()).isPositive();
		assertThat(this.meters.get("dual.stream.outbox.failed").gauge().value()).isZero();
	}

	private double count(String name, String key, String value) {
		return this.meters.find(name).tag(key, value).timers().stream().mapToLong((timer) -> timer.count()).sum();
	}

	private void assertThatNothingWaits() {
		await().until(() -> rows() == 0);
		await().untilAsserted(() -> assertThat(this.outbox.counts().failed()).isZero());
	}

	private int rows() {
		return this.jdbc.queryForObject("select count(*) from dual_stream_outbox where aggregateid = ?", Integer.class,
				this.orderId);
	}

	private PublishResult publish(String type) {
		return this.publisher.publish(Event.of("order", this.orderId, type, Map.of("total", 12)));
	}

	private static void inAnotherThread(Runnable work) {
		Thread thread = new Thread(work);
		thread.start();
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private List<ConsumerRecord<String, byte[]>> records() {
		return KafkaRecords.of(String.join(",", this.kafka.getBootstrapServers()))
			.all("outbox-events")
			.stream()
			.filter((record) -> this.orderId.equals(record.key()))
			.toList();
	}

	private List<String> types() {
		return records().stream().map((record) -> KafkaRecords.header(record, "ce_type")).toList();
	}

	private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
		Map<String, String> headers = new TreeMap<>();
		record.headers()
			.forEach((header) -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
		return headers;
	}

	@Configuration
	@EnableAutoConfiguration
	static class Application {

	}

}
