package io.github.dualstream.faults;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Offsets of a group in Kafka.
 */
final class KafkaGroupOffsets implements GroupOffsets {

	private static final int PARTITIONS = 3;

	private final Admin admin;

	private final String group;

	private final String topic;

	KafkaGroupOffsets(String bootstrapServers, String group, String topic) {
		this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
				AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200));
		this.group = group;
		this.topic = topic;
	}

	@Override
	public Map<String, Long> committed() throws InterruptedException {
		Map<String, Long> committed = new HashMap<>();
		try {
			this.admin.listConsumerGroupOffsets(this.group)
				.partitionsToOffsetAndMetadata()
				.get()
				.forEach((partition, offset) -> {
					if (offset != null) {
						committed.put(nameOf(partition), offset.offset());
					}
				});
		}
		catch (ExecutionException ex) {
			// a broker is away, or has just come back; what is committed then shows later
		}
		return committed;
	}

	@Override
	public Map<String, Long> ends() {
		Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
		for (int partition = 0; partition < PARTITIONS; partition++) {
			specs.put(new TopicPartition(this.topic, partition), OffsetSpec.latest());
		}
		Map<String, Long> ends = new HashMap<>();
		this.admin.listOffsets(specs)
			.all()
			.toCompletionStage()
			.toCompletableFuture()
			.join()
			.forEach((partition, end) -> ends.put(nameOf(partition), end.offset()));
		return ends;
	}

	private static String nameOf(TopicPartition partition) {
		return partition.topic() + ":" + partition.partition();
	}

	@Override
	public void close() {
		this.admin.close(Duration.ofSeconds(1));
	}

}
