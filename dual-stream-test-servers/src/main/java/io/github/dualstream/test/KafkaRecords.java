package io.github.dualstream.test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads raw Kafka records: keys, headers and bytes, without any interpretation.
 * <p>
 * Immutable and safe for use by several threads. Joins no consumer group and creates no
 * topic.
 */
public final class KafkaRecords {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final Duration POLL = Duration.ofMillis(100);

	private final String bootstrapServers;

	private KafkaRecords(String bootstrapServers) {
		this.bootstrapServers = bootstrapServers;
	}

	/**
	 * Creates a reader. Connects only when it reads.
	 * @param bootstrapServers addresses for {@code bootstrap.servers}
	 * @return the reader
	 */
	public static KafkaRecords of(String bootstrapServers) {
		return new KafkaRecords(bootstrapServers);
	}

	/**
	 * Reads every partition of a topic from its beginning to its current end, including
	 * records of open or aborted transactions.
	 * @param topic the topic
	 * @return the records by partition and offset; empty if there is no such topic
	 * @throws IllegalStateException when the end is not reached within 30 seconds
	 */
	public List<ConsumerRecord<String, byte[]>> all(String topic) {
		try (Consumer<String, byte[]> consumer = consumer()) {
			List<TopicPartition> partitions = consumer.partitionsFor(topic)
				.stream()
				.map((partition) -> new TopicPartition(topic, partition.partition()))
				.toList();
			consumer.assign(partitions);
			consumer.seekToBeginning(partitions);
			return readTo(consumer.endOffsets(partitions), consumer);
		}
	}

	/**
	 * Returns the last value of a header as text.
	 * @param record the record
	 * @param name name of the header
	 * @return its value decoded as UTF-8, or {@code null} if there is none
	 */
	public static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
		Header header = record.headers().lastHeader(name);
		return (header != null && header.value() != null) ? new String(header.value(), StandardCharsets.UTF_8) : null;
	}

	private static List<ConsumerRecord<String, byte[]>> readTo(Map<TopicPartition, Long> ends,
			Consumer<String, byte[]> consumer) {
		List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
		long start = System.nanoTime();
		while (!reached(ends, consumer)) {
			if (System.nanoTime() - start > TIMEOUT.toNanos()) {
				throw new IllegalStateException("Read " + records.size() + " records but not up to " + ends + " within "
						+ TIMEOUT.toSeconds() + " s: check that Kafka runs and is not paused");
			}
			consumer.poll(POLL).forEach(records::add);
		}
		records.removeIf((record) -> record.offset() >= ends.getOrDefault(partition(record), 0L));
		records.sort(Comparator.<ConsumerRecord<String, byte[]>>comparingInt(ConsumerRecord::partition)
			.thenComparingLong(ConsumerRecord::offset));
		return List.copyOf(records);
	}

	private static boolean reached(Map<TopicPartition, Long> ends, Consumer<?, ?> consumer) {
		return ends.entrySet().stream().allMatch((end) -> consumer.position(end.getKey()) >= end.getValue());
	}

	private static TopicPartition partition(ConsumerRecord<?, ?> record) {
		return new TopicPartition(record.topic(), record.partition());
	}

	private Consumer<String, byte[]> consumer() {
		return new KafkaConsumer<>(
				Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, this.bootstrapServers,
						ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false, ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
						false, ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis()),
				new StringDeserializer(), new ByteArrayDeserializer());
	}

}
