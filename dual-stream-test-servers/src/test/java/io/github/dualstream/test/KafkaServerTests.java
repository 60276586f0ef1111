package io.github.dualstream.test;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link KafkaServer} and {@link KafkaRecords}.
 */
class KafkaServerTests {

	private static KafkaServer server;

	@BeforeAll
	static void start() {
		server = KafkaServer.start();
	}

	@AfterAll
	static void close() {
		server.close();
	}

	@Test
	void whenARecordIsSentThenItsKeyHeadersAndBytesAreRead() throws Exception {
		ProducerRecord<String, byte[]> record = record("round-trip", 0, "key", "value");
		record.headers().add("ce_id", "1".getBytes(StandardCharsets.UTF_8));
		send(record);
		List<ConsumerRecord<String, byte[]>> records = records("round-trip");
		assertThat(records).singleElement().satisfies((read) -> {
			assertThat(read.key()).isEqualTo("key");
			assertThat(read.value()).asString().isEqualTo("value");
			assertThat(KafkaRecords.header(read, "ce_id")).isEqualTo("1");
			assertThat(KafkaRecords.header(read, "ce_type")).isNull();
		});
	}

	@Test
	void whenATopicHasSeveralPartitionsThenAllAreReadInPartitionAndOffsetOrder() throws Exception {
		try (Admin admin = Admin.create(connection())) {
			admin.createTopics(List.of(new NewTopic("partitioned", 3, (short) 1))).all().get();
		}
		send(record("partitioned", 2, "a", "1"), record("partitioned", 0, "b", "2"),
				record("partitioned", 2, "a", "3"));
		assertThat(records("partitioned")).extracting((record) -> record.partition() + "/" + record.offset())
			.containsExactly("0/0", "2/0", "2/1");
	}

	@Test
	void whenThereIsNoSuchTopicThenNothingIsReadAndNoneIsCreated() throws Exception {
		assertThat(records("missing")).isEmpty();
		try (Admin admin = Admin.create(connection())) {
			assertThat(admin.listTopics().names().get()).doesNotContain("missing");
		}
	}

	@Test
	void whenKilledAndRestartedThenRecordsAreStillThere() throws Exception {
		send(record("survivor", 0, "key", "value"));
		String bootstrapServers = server.bootstrapServers();
		server.kill();
		assertThat(server.isRunning()).isFalse();
		server.restart();
		assertThat(server.isRunning()).isTrue();
		assertThat(server.bootstrapServers()).isEqualTo(bootstrapServers);
		send(record("survivor", 0, "key", "more"));
		assertThat(records("survivor")).extracting((record) -> new String(record.value(), StandardCharsets.UTF_8))
			.containsExactly("value", "more");
	}

	@Test
	void whenPausedThenNothingIsAnsweredUntilResumed() throws Exception {
		try (Producer<String, byte[]> producer = producer(
				Map.of("request.timeout.ms", 400, "linger.ms", 0, "delivery.timeout.ms", 500))) {
			producer.send(record("paused", 0, "key", "before")).get(20, TimeUnit.SECONDS);
			server.pause();
			assertThat(server.isRunning()).isTrue();
			assertThatExceptionOfType(ExecutionException.class)
				.isThrownBy(() -> producer.send(record("paused", 0, "key", "meanwhile")).get(20, TimeUnit.SECONDS))
				.withCauseInstanceOf(TimeoutException.class);
		}
		finally {
			server.resume();
		}
		send(record("paused", 0, "key", "after"));
		assertThat(records("paused")).extracting((record) -> new String(record.value(), StandardCharsets.UTF_8))
			.startsWith("before")
			.endsWith("after");
	}

	@Test
	void whenAPropertyIsWrongThenTheErrorShowsTheLogAndWhatToDo() {
		assertThatIllegalStateException().isThrownBy(() -> KafkaServer.start(Map.of("num.io.threads", "many")))
			.withMessageContaining("ended with exit code 1")
			.withMessageContaining("arguments given to start()")
			.withMessageContaining("num.io.threads");
	}

	private static List<ConsumerRecord<String, byte[]>> records(String topic) {
		return KafkaRecords.of(server.bootstrapServers()).all(topic);
	}

	private static ProducerRecord<String, byte[]> record(String topic, int partition, String key, String value) {
		return new ProducerRecord<>(topic, partition, key, value.getBytes(StandardCharsets.UTF_8));
	}

	@SafeVarargs
	private static void send(ProducerRecord<String, byte[]>... records) throws Exception {
		try (Producer<String, byte[]> producer = producer(Map.of())) {
			for (ProducerRecord<String, byte[]> record : records) {
				producer.send(record).get(20, TimeUnit.SECONDS);
			}
		}
	}

	private static Producer<String, byte[]> producer(Map<String, Object> properties) {
		Map<String, Object> all = new HashMap<>(properties);
		all.putAll(connection());
		return new KafkaProducer<>(all, new StringSerializer(), new ByteArraySerializer());
	}

	private static Map<String, Object> connection() {
		return Map.of("bootstrap.servers", server.bootstrapServers());
	}

}
