package io.github.dualstream.benchmarks.publish;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Topic;
import io.github.dualstream.test.KafkaRecords;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class ContendersTests {

	private static final int EVENTS = 20;

	private static final String WITHOUT_HEADERS = "raw-producer-without-headers";

	private static final Set<String> ANNOUNCING = Set.of("publish", "publish-async", "publish-all-100",
			"publish-all-1000", "publish-per-acknowledgement", "publish-per-acknowledgement-encoding",
			"send-then-redis");

	private static final Map<String, Published> PUBLISHED = new HashMap<>();

	@BeforeAll
	static void publish() throws Exception {
		Set<String> seen = new HashSet<>();
		try (Servers servers = Servers.start();
				Topic topic = Topic.create(servers);
				Contenders contenders = new Contenders(servers, topic, 0)) {
			for (String name : names().toList()) {
				long announced = announced(contenders.get(name));
				List<ConsumerRecord<String, byte[]>> records = KafkaRecords.of(servers.kafka().bootstrapServers())
					.all(Topic.NAME)
					.stream()
					.filter((record) -> seen.add(place(record)))
					.toList();
				PUBLISHED.put(name, new Published(records, announced));
			}
		}
	}

	private static long announced(Contender contender) throws Exception {
		long before = contender.notificationsSent();
		contender.publish(EVENTS);
		contender.awaitNotifications();
		return contender.notificationsSent() - before;
	}

	@ParameterizedTest
	@MethodSource("names")
	void deliversEveryEventOnceAndWholly(String name) {
		List<ConsumerRecord<String, byte[]>> records = PUBLISHED.get(name).records();

		assertThat(records).hasSize(EVENTS);
		assertThat(records).extracting(ConsumerRecord::key).doesNotHaveDuplicates();
		assertThat(records).allSatisfy((record) -> assertThat(record.value()).hasSize(Orders.SIZE));
	}

	@ParameterizedTest
	@MethodSource("names")
	void writesTheHeadersOfDualStream(String name) {
		Map<String, String> dualStreams = headers(PUBLISHED.get("publish-async").records().get(0));
		Map<String, String> expected = name.equals(WITHOUT_HEADERS) ? Map.of() : dualStreams;

		assertThat(dualStreams).containsKey("ce_id");
		assertThat(PUBLISHED.get(name).records())
			.allSatisfy((record) -> assertThat(headers(record)).isEqualTo(expected));
	}

	@ParameterizedTest
	@MethodSource("names")
	void announcesEveryEventOrNone(String name) {
		assertThat(PUBLISHED.get(name).announced()).isEqualTo(ANNOUNCING.contains(name) ? EVENTS : 0);
	}

	static Stream<String> names() {
		return PublishBenchmark.PAIRS.stream().flatMap((pair) -> Stream.of(pair.subject(), pair.peer())).distinct();
	}

	private static String place(ConsumerRecord<String, byte[]> record) {
		return new TopicPartition(record.topic(), record.partition()) + "@" + record.offset();
	}

	/** Each with its value, where that is the same for all events. */
	private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
		Map<String, String> headers = new TreeMap<>();
		for (Header header : record.headers()) {
			headers.put(header.key(), Set.of("ce_id", "ce_time", "ce_subject").contains(header.key()) ? ""
					: new String(header.value(), StandardCharsets.UTF_8));
		}
		return headers;
	}

	/** What a contender wrote, and how many notifications it sent. */
	private record Published(List<ConsumerRecord<String, byte[]>> records, long announced) {

	}

}
