package io.github.dualstream.transport.kafka;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.github.dualstream.Position;
import io.github.dualstream.consumer.ConsumerSettings;
import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.OffsetRange;
import io.github.dualstream.transport.UnreadableOffsetException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * A record that was damaged on the broker's disk.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class DamagedRecordTests {

	private final List<Position> handled = new CopyOnWriteArrayList<>();

	@Test
	void whenARecordIsDamagedThenItsPartitionWaitsAtItUntilItIsSkipped(CapturedOutput output) throws Exception {
		try (KafkaServer server = KafkaServer.start(Map.of("auto.create.topics.enable", "false"));
				KafkaLog kafka = KafkaLog.on(server.bootstrapServers(), Map.of())) {
			kafka.create("orders", 11);
			append(server, 1, "first", "second-to-be-damaged", "third");
			append(server, 10, "another");
			damage(server, 1, "second");
			EventConsumer consumer = consumer(kafka);
			consumer.start();
			try {
				Position damaged = new Position("orders", 1, 1);
				await().atMost(Duration.ofSeconds(30))
					.untilAsserted(() -> assertThat(consumer.status().unreadable()).containsExactly(damaged));
				await().untilAsserted(() -> assertThat(this.handled)
					.containsExactlyInAnyOrder(new Position("orders", 1, 0), new Position("orders", 10, 0)));
				append(server, 10, "one more");
				await().until(() -> this.handled.contains(new Position("orders", 10, 1)));
				assertThat(
						output.getOut().lines().filter((line) -> line.contains("ERROR [dual-stream-consumer-billing]")))
					.singleElement()
					.asString()
					.contains("offset 1 of partition orders:1", "'billing:orders:1:1'");

				consumer.skip(damaged);
				await().until(() -> this.handled.contains(new Position("orders", 1, 2)));
				assertThat(consumer.status().unreadable()).isEmpty();
				assertThat(this.handled).doesNotContain(damaged).doesNotHaveDuplicates();
			}
			finally {
				consumer.stop();
			}
		}
	}

	@Test
	void whenARecordIsDamagedThenReadersNameItAndReadTheOtherPartitions() throws Exception {
		try (KafkaServer server = KafkaServer.start(Map.of("auto.create.topics.enable", "false"));
				KafkaLog kafka = KafkaLog.on(server.bootstrapServers(), Map.of());
				LogReader reader = kafka.readers().open()) {
			kafka.create("orders", 2);
			append(server, 0, "another");
			append(server, 1, "first", "second-to-be-damaged", "third");
			damage(server, 1, "second");
			LogPartition damaged = new LogPartition("orders", 1);
			List<Position> read = new ArrayList<>();
			Consumer<LogRecord> handler = (entry) -> read.add(entry.position());
			assertThatExceptionOfType(UnreadableOffsetException.class)
				.isThrownBy(() -> reader.read(Map.of(damaged, new OffsetRange(0, 3)), handler))
				.satisfies((ex) -> assertThat(ex.offset()).isEqualTo(1));
			assertThat(read).containsExactly(new Position("orders", 1, 0));

			await().atMost(Duration.ofSeconds(30))
				.untilAsserted(() -> assertThatExceptionOfType(UnreadableOffsetException.class)
					.isThrownBy(() -> reader.readOn(Map.of(damaged, 1L), Duration.ofMillis(500), handler)));
			read.clear();
			LogPartition healthy = new LogPartition("orders", 0);
			await().atMost(Duration.ofSeconds(30)).until(() -> {
				reader.readOn(Map.of(healthy, 0L, damaged, 2L), Duration.ofMillis(500), handler);
				return read.containsAll(List.of(new Position("orders", 0, 0), new Position("orders", 1, 2)));
			});
		}
	}

	@Test
	void onlyAMessageThatNamesThePartitionIsAboutDamage() {
		TopicPartition partition = new TopicPartition("orders", 1);
		assertThat(CautiousReader.isDamaged(partition,
				new KafkaException("Record batch for partition orders-1 at offset 7 is invalid, cause: crc")))
			.isTrue();
		assertThat(CautiousReader.isDamaged(partition,
				new KafkaException("Received exception when fetching the next record from orders-1. If needed, seek")))
			.isTrue();
		assertThat(CautiousReader.isDamaged(partition, new KafkaException("the next record from orders-10.")))
			.isFalse();
		assertThat(CautiousReader.isDamaged(partition, new KafkaException("the next record from big.orders-1.")))
			.isFalse();
		assertThat(CautiousReader.isDamaged(partition, new KafkaException("the next record from orders-1.dlt-0.")))
			.isFalse();
		assertThat(CautiousReader.isDamaged(partition,
				new TimeoutException("the position for partition orders-1 could not be determined")))
			.isFalse();
		assertThat(CautiousReader.isDamaged(partition, new KafkaException())).isFalse();
	}

	private EventConsumer consumer(KafkaLog kafka) {
		ConsumerSettings settings = new ConsumerSettings(8, 1, 1_000, 1_000_000, 10_000, Duration.ofMillis(100),
				Duration.ofSeconds(10), Duration.ofSeconds(30));
		return new EventConsumer.Builder(kafka.groups(Map.of()), "billing", (entry, group, attempts, cause) -> {
			// none of them is an event
			this.handled.add(entry.position());
			return CompletableFuture.completedFuture(entry.position());
		}).topic("orders").settings(settings).handler((event) -> {
		});
	}

	/** Each as a batch of its own. */
	private static void append(KafkaServer server, int partition, String... values) throws Exception {
		try (KafkaProducer<String, String> producer = new KafkaProducer<>(
				Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, server.bootstrapServers()), new StringSerializer(),
				new StringSerializer())) {
			for (String value : values) {
				producer.send(new ProducerRecord<>("orders", partition, value, value)).get();
			}
		}
	}

	private static void damage(KafkaServer server, int partition, String text) throws Exception {
		Path folder = folder(server);
		try (RandomAccessFile file = new RandomAccessFile(
				folder.resolve("orders-" + partition).resolve("00000000000000000000.log").toFile(), "rw")) {
			byte[] content = new byte[Math.toIntExact(file.length())];
			file.readFully(content);
			int at = new String(content, StandardCharsets.ISO_8859_1).indexOf(text);
			assertThat(at).isPositive();
			file.seek(at);
			file.write('X');
		}
	}

	private static Path folder(KafkaServer server) throws Exception {
		try (Admin admin = Admin
			.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, server.bootstrapServers()))) {
			int broker = admin.describeCluster().nodes().get().iterator().next().id();
			return Path.of(admin.describeLogDirs(List.of(broker))
				.allDescriptions()
				.get()
				.get(broker)
				.keySet()
				.iterator()
				.next());
		}
	}

}
