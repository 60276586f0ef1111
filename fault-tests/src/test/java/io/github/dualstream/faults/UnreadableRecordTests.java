package io.github.dualstream.faults;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.dualstream.test.ApplicationProcess;
import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.harness.history.EntryKind;
import io.github.dualstream.harness.history.HistoryEntry;
import io.github.dualstream.harness.history.HistoryReader;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A record that is small in the log and does not fit into the heap: its partition waits
 * for an operator, all others go on.
 */
@Tag("faults")
@Timeout(180)
class UnreadableRecordTests {

	private static final int HUGE = 300_000_000;

	private static final String TOPIC = "unpacked";

	private static final String GROUP = "unpacking";

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final HttpClient http = HttpClient.newHttpClient();

	@TempDir
	private Path folder;

	@Test
	void whenARecordDoesNotFitIntoMemoryThenOnlyItsPartitionWaitsUntilItIsSkipped() throws Exception {
		String a = sourceOf(0);
		String b = sourceOf(1);
		Path history = this.folder.resolve("history.jsonl");
		try (KafkaServer kafka = KafkaServer.start(Map.of("auto.create.topics.enable", "false"))) {
			create(kafka);
			send(kafka, List.of(event(a, "a1"), event(b, "b1"), event(a, "a2"), event(b, "b2")));
			try (ApplicationProcess service = start(kafka, history);
					FeedClient ofA = FeedClient.start("of-a", service.port(), List.of("order:" + a));
					FeedClient ofB = FeedClient.start("of-b", service.port(), List.of("order:" + b))) {
				await().atMost(PATIENCE).until(() -> handled(history).equals(Set.of("a1", "a2", "b1", "b2")));
				await().atMost(PATIENCE).until(() -> ofA.connections() == 1 && ofB.connections() == 1);
				send(kafka, List.of(event(a, "a3"), event(b, "b3")));
				RecordMetadata huge = sendHuge(kafka, a);
				send(kafka, List.of(event(a, "a4"), event(b, "b4")));

				// the group: what is below the record, and the other partition
				String position = TOPIC + ":" + huge.partition() + ":" + huge.offset();
				await().atMost(PATIENCE).until(() -> get(service, "/health").contains(position));
				assertThat(get(service, "/health")).contains("DEGRADED");
				assertThat(get(service, "/dualstream/consumers")).contains("\"unreadable\":" + huge.offset());
				await().atMost(PATIENCE).until(() -> handled(history).containsAll(Set.of("a3", "b3", "b4")));
				assertThat(handled(history)).doesNotContain("a4");

				// the feeds: the one is told, the other gets everything
				await().atMost(PATIENCE).until(() -> delivered(ofB).equals(List.of("b3", "b4")));
				await().atMost(PATIENCE).until(() -> ofA.count(EntryKind.RESET) == 1);
				send(kafka, List.of(event(a, "a5")));
				await().atMost(PATIENCE).until(() -> delivered(ofA).contains("a5"));
				assertThat(ofB.count(EntryKind.RESET)).isZero();

				assertThat(skip(service, TOPIC + ":0:" + (huge.offset() - 1))).isEqualTo(400);
				assertThat(skip(service, position)).isEqualTo(200);
				await().atMost(PATIENCE).until(() -> handled(history).containsAll(Set.of("a4", "a5")));
				await().atMost(PATIENCE).until(() -> committed(kafka) == huge.offset() + 3);
				assertThat(get(service, "/dualstream/consumers")).doesNotContain("unreadable");
				assertThat(HistoryReader.read(List.of(history)).stream().filter(UnreadableRecordTests::isDelivered))
					.hasSize(9);
			}
		}
	}

	private static String sourceOf(int partition) {
		return IntStream.range(0, 100)
			.mapToObj((i) -> "source-" + i)
			.filter((key) -> BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), 2) == partition)
			.findFirst()
			.orElseThrow();
	}

	private static void create(KafkaServer kafka) throws Exception {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
			admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1))).all().get();
		}
	}

	private static long committed(KafkaServer kafka) throws Exception {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
			return admin.listConsumerGroupOffsets(GROUP)
				.partitionsToOffsetAndMetadata()
				.get()
				.entrySet()
				.stream()
				.filter((entry) -> entry.getKey().partition() == 0)
				.mapToLong((entry) -> entry.getValue().offset())
				.sum();
		}
	}

	private static ApplicationProcess start(KafkaServer kafka, Path history) {
		List<String> options = new ArrayList<>(ServiceJvm.OPTIONS);
		options.set(0, "-Xmx400m");
		return ApplicationProcess.start(HandlingApplication.class, options,
				Map.ofEntries(Map.entry("spring.kafka.bootstrap-servers", kafka.bootstrapServers()),
						Map.entry("handling.process", "service"), Map.entry("handling.history", history.toString()),
						Map.entry("handling.topic", TOPIC), Map.entry("handling.group", GROUP),
						Map.entry("dual-stream.kafka.topic", TOPIC), Map.entry("dual-stream.redis.enabled", "false"),
						Map.entry("dual-stream.topics." + TOPIC + ".partitions", "2"),
						Map.entry("dual-stream.consumer.commit-interval", "200ms"),
						Map.entry("dual-stream.web.enabled", "true"),
						Map.entry("dual-stream.web.allow-anonymous", "true"),
						Map.entry("management.endpoints.web.exposure.include", "health,dualstream"),
						Map.entry("management.endpoint.health.show-details", "always"),
						Map.entry("management.endpoint.dualstream.access", "unrestricted")));
	}

	private static void send(KafkaServer kafka, List<ProducerRecord<String, byte[]>> records) throws Exception {
		try (KafkaProducer<String, byte[]> producer = producer(Map.of("bootstrap.servers", kafka.bootstrapServers(),
				ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd"))) {
			for (ProducerRecord<String, byte[]> record : records) {
				producer.send(record).get();
			}
		}
	}

	/** The producer counts before it compresses; the broker after. */
	private static RecordMetadata sendHuge(KafkaServer kafka, String key) throws Exception {
		byte[] spaces = new byte[HUGE];
		Arrays.fill(spaces, (byte) ' ');
		try (KafkaProducer<String, byte[]> producer = producer(Map.of("bootstrap.servers", kafka.bootstrapServers(),
				ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd", ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * HUGE,
				ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * HUGE))) {
			return producer.send(new ProducerRecord<>(TOPIC, key, spaces)).get();
		}
	}

	private static KafkaProducer<String, byte[]> producer(Map<String, Object> properties) {
		return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
	}

	private static ProducerRecord<String, byte[]> event(String source, String id) {
		ProducerRecord<String, byte[]> record = new ProducerRecord<>(TOPIC, source,
				"{}".getBytes(StandardCharsets.UTF_8));
		Map.of("ce_specversion", "1.0", "ce_id", id, "ce_source", "/faults", "ce_type", "order.placed", "ce_sourcetype",
				"order", "ce_subject", source)
			.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
		return record;
	}

	private static Set<String> handled(Path history) {
		return HistoryReader.read(List.of(history))
			.stream()
			.filter(UnreadableRecordTests::isDelivered)
			.map(HistoryEntry::event)
			.collect(Collectors.toSet());
	}

	private static List<String> delivered(FeedClient client) {
		return client.history().stream().filter(UnreadableRecordTests::isDelivered).map(HistoryEntry::event).toList();
	}

	private static boolean isDelivered(HistoryEntry entry) {
		return entry.kind() == EntryKind.DELIVERED;
	}

	private String get(ApplicationProcess service, String path) throws Exception {
		return this.http.send(request(service, path).GET().build(), HttpResponse.BodyHandlers.ofString()).body();
	}

	private int skip(ApplicationProcess service, String record) throws Exception {
		HttpRequest request = request(service, "/dualstream/consumers/skip").header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString("{\"argument\":\"" + GROUP + ":" + record + "\"}"))
			.build();
		return this.http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
	}

	private static HttpRequest.Builder request(ApplicationProcess service, String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + "/actuator" + path));
	}

}
