package io.github.dualstream.sample;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Feeds the statistics from the topic, from its beginning at each start: they live in
 * memory. So each instance is a consumer group of its own, and no offset is committed.
 */
@Component
final class StatsListener {

	private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();

	private final RepositoryStats stats;

	StatsListener(RepositoryStats stats) {
		this.stats = stats;
	}

	@KafkaListener(topics = "github-events", groupId = "sample-stats-#{T(java.util.UUID).randomUUID()}",
			ackMode = "MANUAL", batch = "true", properties = { "auto.offset.reset=earliest", "enable.auto.commit=false",
					// it would create the topic with the broker's number of partitions
					"allow.auto.create.topics=false",
					"key.deserializer=org.apache.kafka.common.serialization.StringDeserializer",
					"value.deserializer=org.apache.kafka.common.serialization.ByteArrayDeserializer" })
	void count(List<ConsumerRecord<@Nullable String, byte[]>> records) {
		records.stream().filter(this::isNew).forEach(this::count);
	}

	// a partition that comes back after a rebalance is read from its beginning again
	private boolean isNew(ConsumerRecord<?, ?> record) {
		TopicPartition partition = new TopicPartition(record.topic(), record.partition());
		if (record.offset() < this.next.getOrDefault(partition, 0L)) {
			return false;
		}
		this.next.put(partition, record.offset() + 1);
		return true;
	}

	private void count(ConsumerRecord<@Nullable String, byte[]> record) {
		String repository = record.key();
		String type = header(record, "ce_type");
		String id = header(record, "ce_id");
		if (repository != null && type != null && id != null && "repo".equals(header(record, "ce_sourcetype"))) {
			this.stats.count(repository, type, id);
		}
	}

	private static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
		Header header = record.headers().lastHeader(name);
		return (header != null && header.value() != null) ? new String(header.value(), StandardCharsets.UTF_8) : null;
	}

}
