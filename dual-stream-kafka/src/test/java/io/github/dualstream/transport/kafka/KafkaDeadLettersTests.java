package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.dualstream.Position;
import io.github.dualstream.consumer.AfterDeadLetter;
import io.github.dualstream.consumer.ConsumerSettings;
import io.github.dualstream.consumer.DeadLetterFilter;
import io.github.dualstream.consumer.DeadLetters;
import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.RetryPolicy;
import io.github.dualstream.consumer.deadletter.DeadLetter;
import io.github.dualstream.consumer.deadletter.TopicDeadLetters;
import io.github.dualstream.test.KafkaRecords;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.StoredEvent;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Dead letters on a real broker: kept, listed, redriven and skipped.
 */
@Timeout(120)
class KafkaDeadLettersTests {

	private static final Duration LONG = Duration.ofSeconds(40);

	private static KafkaLog kafka;

	private static KafkaTemplate<byte[], byte[]> raw;

	private static KafkaConsumerGroups groups;

	private static TopicDeadLetters letters;

	private static DeadLetters operator;

	private final List<String> handled = new CopyOnWriteArrayList<>();

	private final Set<String> failing = ConcurrentHashMap.newKeySet();

	private final List<EventConsumer> consumers = new ArrayList<>();

	@BeforeAll
	static void open() {
		kafka = KafkaLog.shared();
		raw = new KafkaTemplate<>(new DefaultKafkaProducerFactory<>(
				Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers(),
						ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2_000_000),
				new ByteArraySerializer(), new ByteArraySerializer()));
		Map<String, Object> properties = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers(),
				ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none",
				ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
		DefaultKafkaConsumerFactory<byte[], byte[]> consumers = new DefaultKafkaConsumerFactory<>(properties,
				new ByteArrayDeserializer(), new ByteArrayDeserializer());
		groups = new KafkaConsumerGroups(consumers, kafka.administration, Duration.ofSeconds(10));
		letters = kafka.deadLetters((topic) -> topic.startsWith("shared") ? "shared-dlt" : topic + "-dlt");
		operator = new DeadLetters(letters, Duration.ofSeconds(10));
	}

	@AfterAll
	static void close() {
		letters.close();
		raw.destroy();
		kafka.close();
	}

	@AfterEach
	void stop() {
		this.consumers.forEach(EventConsumer::stop);
	}

	@Test
	void whenTheTopicOfDeadLettersIsMissingThenKeepingOneBlocksNobody() {
		// the producer waits for a topic
		CompletableFuture<Position> kept = letters.keep(record("nowhere"), "group", 1, new Exception());
		assertThat(kept).isNotDone();
		kept.cancel(true);
	}

	@Test
	void lettersOfSeveralTopicsMayShareOneWithFewerPartitions() throws Exception {
		kafka.create("shared-a", 3);
		kafka.create("shared-b", 3);
		kafka.create("shared-dlt", 2);
		this.failing.addAll(List.of("a", "b"));
		raw.send("shared-a", 2, bytes("a"), envelope("a")).get();
		raw.send("shared-b", 1, bytes("b"), envelope("b")).get();
		start(builder("shared", AfterDeadLetter.GO_ON).topics(List.of("shared-a", "shared-b")));
		awaitOpen("shared", "shared-a", 1);
		awaitOpen("shared", "shared-b", 1);
		assertThat(operator.list(DeadLetterFilter.of("shared", "shared-a"), 10)).singleElement().satisfies((letter) -> {
			assertThat(letter.position().partition()).isEqualTo(0);
			assertThat(letter.origin()).isEqualTo(new Position("shared-a", 2, 0));
			assertThat(letter.sourceId()).isEqualTo("a");
			assertThat(letter.eventId()).isEqualTo("a");
			assertThat(letter.attempts()).isEqualTo(2);
			assertThat(letter.exception()).isEqualTo(IllegalStateException.class.getName());
		});
		this.failing.clear();
		assertThat(operator.redrive(DeadLetterFilter.of("shared", "shared-b"), 10, 100)).hasSize(1);
		awaitOpen("shared", "shared-b", 0);
		assertThat(this.handled).containsExactly("b");
		awaitOpen("shared", "shared-a", 1);
	}

	@Test
	void whenALetterIsRedrivenThenItIsHandledAndNotPublishedAgain() throws Exception {
		kafka.create("redriven", 1);
		kafka.create("redriven-dlt", 1);
		this.failing.add("1");
		publish("redriven", "a", "1");
		publish("redriven", "a", "2");
		EventConsumer consumer = start(builder("redriven", AfterDeadLetter.GO_ON).topic("redriven"));
		awaitOpen("redriven", "redriven", 1);
		await().atMost(LONG).until(() -> this.handled.equals(List.of("2")));

		assertThat(operator.redrive(DeadLetterFilter.of("redriven", "redriven"), 10, 100)).hasSize(1);
		// it fails again, and stays
		await().atMost(LONG).until(() -> marks("redriven-dlt").contains("FAILED"));
		awaitOpen("redriven", "redriven", 1);

		this.failing.clear();
		consumer.stop();
		assertThat(operator.redrive(DeadLetterFilter.of("redriven", "redriven"), 10, 100)).hasSize(1);
		consumer.start();
		awaitOpen("redriven", "redriven", 0);
		assertThat(this.handled).containsExactly("2", "1");
		assertThat(KafkaRecords.of(kafka.bootstrapServers()).all("redriven")).hasSize(2);
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aParkedSourceWaitsAcrossARestartAndGoesOnInOrder(CapturedOutput output) throws Exception {
		kafka.create("parked", 2);
		kafka.create("parked-dlt", 2);
		this.failing.add("a1");
		EventConsumer consumer = start(builder("parked", AfterDeadLetter.PARK).topic("parked"));
		publish("parked", "a", "a1");
		publish("parked", "a", "a2");
		publish("parked", "b", "b1");
		awaitOpen("parked", "parked", 2);
		await().atMost(LONG).until(() -> this.handled.equals(List.of("b1")));
		assertThat(consumer.status().parked()).isEqualTo(1);

		consumer.stop();
		consumer.start();
		publish("parked", "a", "a3");
		awaitOpen("parked", "parked", 3);
		assertThat(this.handled).containsExactly("b1");

		this.failing.clear();
		assertThat(operator.redrive(DeadLetterFilter.of("parked", "parked").withKey("a"), 1, 100)).hasSize(1);
		publish("parked", "a", "a4");
		await().atMost(LONG).until(() -> this.handled.size() == 5);
		assertThat(this.handled).containsExactly("b1", "a1", "a2", "a3", "a4");
		awaitOpen("parked", "parked", 0);
		await().atMost(LONG).until(() -> consumer.status().parked() == 0);
		assertThat(output).doesNotContain("Not updating high watermark");
	}

	@Test
	void whenTheFirstLetterOfAParkedSourceIsSkippedThenTheOthersAreHandled() throws Exception {
		kafka.create("skipped", 1);
		kafka.create("skipped-dlt", 1);
		this.failing.add("1");
		publish("skipped", "a", "1");
		publish("skipped", "a", "2");
		start(builder("skipped", AfterDeadLetter.PARK).topic("skipped"));
		awaitOpen("skipped", "skipped", 2);
		DeadLetterFilter filter = DeadLetterFilter.of("skipped", "skipped")
			.withException(IllegalStateException.class.getName());
		assertThat(operator.skip(filter, 10, 100)).hasSize(1);
		awaitOpen("skipped", "skipped", 0);
		assertThat(this.handled).containsExactly("2");
	}

	@Test
	void headersThatLookLikeOursAreReplacedAndThoseOfOthersRemain() throws Exception {
		kafka.create("forged", 1);
		kafka.create("forged-dlt", 1);
		ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("forged", bytes("k"), bytes("no event"));
		Headers headers = record.headers();
		headers.add("dual-stream-kind", bytes("RESOLVED")).add("dual-stream-letter", bytes("forged-dlt:0:0"));
		headers.add("dual-stream-group", bytes("other")).add("dual-stream-group", bytes("another"));
		headers.add("dual-stream-huge", new byte[500_000]).add("x", bytes("1")).add("x", bytes("2"));
		raw.send(record).get();
		start(builder("forged", AfterDeadLetter.GO_ON).topic("forged"));
		awaitOpen("forged", "forged", 1);
		ConsumerRecord<String, byte[]> letter = KafkaRecords.of(kafka.bootstrapServers()).all("forged-dlt").get(0);
		assertThat(letter.headers().headers("x")).hasSize(2);
		assertThat(letter.headers().headers("dual-stream-group")).hasSize(1);
		assertThat(letter.headers().headers("dual-stream-huge")).isEmpty();
		assertThat(letter.value()).isEqualTo(bytes("no event"));
	}

	@Test
	void whenALetterIsTooLargeThenItsPartitionIsNotCommittedUntilItsTopicTakesIt() throws Exception {
		kafka.create("large", 1);
		kafka.create("large-dlt", 1);
		limit("large-dlt", 100_000);
		raw.send("large", bytes("k"), new byte[100_000]).get();
		EventConsumer consumer = start(builder("large", AfterDeadLetter.GO_ON).topic("large"));
		await().atMost(LONG).until(() -> consumer.status().unkept() == 1);
		assertThat(consumer.status().partitions()).singleElement()
			.satisfies((partition) -> assertThat(partition.next()).isZero());
		assertThat(letters.keep(large(), "large", 1, new Exception())).failsWithin(LONG)
			.withThrowableThat()
			.withMessageContaining("large-dlt")
			.withMessageContaining("max.message.bytes");
		limit("large-dlt", 200_000);
		awaitOpen("large", "large", 1);
		await().atMost(LONG).until(() -> consumer.status().unkept() == 0);
	}

	private static LogRecord large() {
		return new KafkaLogRecord(new ConsumerRecord<>("large", 0, 0, bytes("k"), new byte[100_000]));
	}

	private static LogRecord record(String topic) {
		return new KafkaLogRecord(new ConsumerRecord<>(topic, 0, 0, bytes("k"), bytes("v")));
	}

	private static void limit(String topic, int bytes) throws Exception {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
			admin
				.incrementalAlterConfigs(
						Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic),
								List.of(new AlterConfigOp(new ConfigEntry("max.message.bytes", Integer.toString(bytes)),
										AlterConfigOp.OpType.SET))))
				.all()
				.get();
		}
	}

	private EventConsumer.Builder builder(String group, AfterDeadLetter mode) {
		return new EventConsumer.Builder(groups, group, letters).redrive(letters)
			.afterDeadLetter(mode)
			.retry(new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(1), List.of()))
			.settings(new ConsumerSettings(4, 1, 1_000, 10_000_000, 10_000, Duration.ofMillis(100),
					Duration.ofSeconds(10), Duration.ofSeconds(30)));
	}

	private EventConsumer start(EventConsumer.Builder builder) {
		EventConsumer consumer = builder.handler(this::handle);
		this.consumers.add(consumer);
		consumer.start();
		return consumer;
	}

	private void handle(StoredEvent event) {
		if (this.failing.contains(event.event().id())) {
			throw new IllegalStateException("not now");
		}
		this.handled.add(event.event().id());
	}

	private static void publish(String topic, String source, String id) throws Exception {
		raw.send(topic, bytes(source), envelope(source, id)).get();
	}

	private static byte[] envelope(String id) {
		return envelope(id, id);
	}

	private static byte[] envelope(String source, String id) {
		return bytes("""
				{"id":"%s","type":"order.placed","source_type":"order","source_id":"%s",\
				"time":"2026-01-01T00:00:00Z","payload":{}}""".formatted(id, source));
	}

	private static List<String> marks(String topic) {
		return KafkaRecords.of(kafka.bootstrapServers())
			.all(topic)
			.stream()
			.map((record) -> KafkaRecords.header(record, "dual-stream-kind"))
			.toList();
	}

	private static void awaitOpen(String group, String topic, int count) {
		await().atMost(LONG).until(() -> open(group, topic).size() == count);
	}

	private static List<DeadLetter> open(String group, String topic) {
		return operator.list(DeadLetterFilter.of(group, topic), 100);
	}

	private static byte[] bytes(String text) {
		return Records.bytes(text);
	}

}
