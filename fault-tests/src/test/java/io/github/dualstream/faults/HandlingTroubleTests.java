package io.github.dualstream.faults;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.test.KafkaRecords;
import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.transport.StoredEvent;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Dead letters that cannot be written, handlers that do not return, and members that do
 * not poll: nothing is lost, nothing gets out of order, no partition gets stuck.
 */
@Tag("faults")
@Timeout(120)
class HandlingTroubleTests {

	private static final int PARTITIONS = 3;

	private static final int SOURCES = 20;

	private static final int EVENTS = 200;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Duration LONG = Duration.ofMinutes(5);

	private static KafkaServer kafka;

	@TempDir
	private Path folder;

	private String topic;

	@BeforeAll
	static void startServer() {
		kafka = KafkaServer.start(Map.of("auto.create.topics.enable", "false"));
	}

	@AfterAll
	static void stopServer() {
		kafka.close();
	}

	@BeforeEach
	void publish(TestInfo test) throws InterruptedException, ExecutionException {
		this.topic = test.getTestMethod().orElseThrow().getName();
		create(this.topic);
		// one at a time: on a new topic, a second batch could be taken before the first
		// one
		Map<String, Object> properties = Map.of("bootstrap.servers", kafka.bootstrapServers(),
				"max.in.flight.requests.per.connection", 1);
		try (KafkaProducer<String, String> producer = new KafkaProducer<>(properties, new StringSerializer(),
				new StringSerializer())) {
			List<Future<RecordMetadata>> sent = new ArrayList<>();
			for (int i = 0; i < EVENTS; i++) {
				sent.add(producer.send(event("source-" + i % SOURCES, Integer.toString(i))));
			}
			for (Future<RecordMetadata> each : sent) {
				each.get();
			}
		}
	}

	private ProducerRecord<String, String> event(String source, String data) {
		ProducerRecord<String, String> record = new ProducerRecord<>(this.topic, source, data);
		Map.of("ce_specversion", "1.0", "ce_id", UUID.randomUUID().toString(), "ce_source", "/faults", "ce_type",
				"order.placed", "ce_sourcetype", "order", "ce_subject", source)
			.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
		return record;
	}

	private static void create(String topic) throws InterruptedException, ExecutionException {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
			admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
		}
	}

	@Test
	void whileDeadLettersCannotBeWrittenNothingIsLost() throws Exception {
		try (WatchedGroup group = new WatchedGroup(kafka.bootstrapServers(), this.topic, this.folder)) {
			EventConsumer member = group.join(LONG, Map.of(), (event) -> {
				if (isOneOf(event, "7", "24", "105")) {
					throw new IllegalStateException("cannot be handled");
				}
			});
			await().atMost(PATIENCE).until(() -> member.status().unkept() == 3);
			assertThat(group.givenUp()).isEmpty();
			create(this.topic + "-dlt");
			group.awaitCaughtUp(PARTITIONS, PATIENCE);
			assertThat(member.status().unkept()).isZero();
			assertThat(group.givenUp()).hasSize(3);
			assertThat(KafkaRecords.of(kafka.bootstrapServers()).all(this.topic + "-dlt"))
				.extracting((letter) -> new String(letter.value(), StandardCharsets.UTF_8))
				.containsExactlyInAnyOrder("7", "24", "105");
			assertThat(group.assertHandled().again()).isZero();
		}
	}

	@Test
	void whenAHandlerNeverReturnsThenItsEventIsGivenUpAndOthersGoOn() throws Exception {
		create(this.topic + "-dlt");
		CountDownLatch release = new CountDownLatch(1);
		try (WatchedGroup group = new WatchedGroup(kafka.bootstrapServers(), this.topic, this.folder)) {
			EventConsumer member = group.join(Duration.ofMillis(500), Map.of(), (event) -> {
				if (isOneOf(event, "7")) {
					awaitDeafly(release);
					throw new IllegalStateException("too late");
				}
			});
			group.awaitCaughtUp(PARTITIONS, PATIENCE);
			assertThat(member.status().abandoned()).isOne();
			assertThat(group.givenUp()).hasSize(1);
			release.countDown();
			await().until(() -> member.status().abandoned() == 0);
			assertThat(group.assertHandled().again()).isZero();
		}
	}

	/**
	 * It waits for a handler before it gives a partition away, for longer than the group
	 * waits for it.
	 */
	@Test
	void whenAMemberStallsBeyondMaxPollIntervalThenItsSuccessorGoesOnAndItComesBack() throws Exception {
		Map<String, Object> impatient = Map.of(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 2_000);
		CountDownLatch release = new CountDownLatch(1);
		// by name: where it is slow, it can be out of the group before it has them all
		Set<String> held = ConcurrentHashMap.newKeySet();
		AtomicBoolean again = new AtomicBoolean();
		try (WatchedGroup group = new WatchedGroup(kafka.bootstrapServers(), this.topic, this.folder)) {
			EventConsumer stalled = group.join(LONG, impatient, (event) -> {
				// some in each partition, so that none can be given away
				String data = event.event().data().toString();
				if (Integer.parseInt(data) < SOURCES) {
					held.add(data);
					release.await();
				}
			});
			await().atMost(PATIENCE).until(() -> held.size() == SOURCES);
			EventConsumer successor = group.join(LONG, impatient, (event) -> again.set(true));
			await("the group has not waited").atMost(PATIENCE).until(again::get);
			await().atMost(PATIENCE).until(() -> successor.status().partitions().size() == PARTITIONS);
			release.countDown();
			group.awaitCaughtUp(PARTITIONS, PATIENCE);
			await("it is back").atMost(PATIENCE)
				.until(() -> successor.status().partitions().size() < PARTITIONS
						&& !stalled.status().partitions().isEmpty());
			assertThat(group.assertHandled().again()).isPositive();
		}
		finally {
			release.countDown();
		}
	}

	private static boolean isOneOf(StoredEvent event, String... data) {
		return List.of(data).contains(event.event().data().toString());
	}

	private static void awaitDeafly(CountDownLatch latch) {
		while (true) {
			try {
				latch.await();
				return;
			}
			catch (InterruptedException ex) {
				// it does not heed it
			}
		}
	}

}
