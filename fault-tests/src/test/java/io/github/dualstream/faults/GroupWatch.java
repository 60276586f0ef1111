package io.github.dualstream.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

import io.github.dualstream.harness.history.HistoryWriter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Watches what a group commits, all the time, and keeps a history of it. Kafka being away
 * for a while is nothing unusual here.
 */
final class GroupWatch implements AutoCloseable {

	private static final Duration INTERVAL = Duration.ofMillis(50);

	private final Map<TopicPartition, Long> committed = new ConcurrentHashMap<>();

	private final Admin admin;

	private final String group;

	private final String topic;

	private final HistoryWriter history;

	private final Thread thread = new Thread(this::watch, "group-watch");

	private GroupWatch(String bootstrapServers, String group, String topic, Path history) {
		this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
				AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200));
		this.group = group;
		this.topic = topic;
		this.history = HistoryWriter.create(history, "group");
	}

	static GroupWatch start(String bootstrapServers, String group, String topic, Path history) {
		GroupWatch watch = new GroupWatch(bootstrapServers, group, topic, history);
		watch.thread.start();
		return watch;
	}

	private void watch() {
		try {
			while (!Thread.currentThread().isInterrupted()) {
				look();
				Thread.sleep(INTERVAL.toMillis());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void look() throws InterruptedException {
		try {
			Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(
					this.admin.listConsumerGroupOffsets(this.group).partitionsToOffsetAndMetadata().get());
			offsets.values().removeIf((offset) -> offset == null);
			offsets.forEach((partition, offset) -> {
				if (!Long.valueOf(offset.offset()).equals(this.committed.put(partition, offset.offset()))) {
					this.history.committed(partition.topic() + ":" + partition.partition() + ":" + offset.offset());
				}
			});
		}
		catch (ExecutionException ex) {
			// a broker is away, or has just come back; what is committed then shows later
		}
	}

	/**
	 * Waits until what is in the topic now is committed in every partition.
	 * @return how long that took
	 */
	Duration awaitCaughtUp(int partitions, Duration atMost) {
		long start = System.nanoTime();
		Map<TopicPartition, Long> ends = ends(partitions);
		await("the group has caught up").atMost(atMost)
			.untilAsserted(() -> assertThat(ends).allSatisfy((partition,
					end) -> assertThat(this.committed.getOrDefault(partition, 0L)).isGreaterThanOrEqualTo(end)));
		return Duration.ofNanos(System.nanoTime() - start);
	}

	private Map<TopicPartition, Long> ends(int partitions) {
		Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
		for (int partition = 0; partition < partitions; partition++) {
			specs.put(new TopicPartition(this.topic, partition), OffsetSpec.latest());
		}
		Map<TopicPartition, Long> ends = new HashMap<>();
		this.admin.listOffsets(specs)
			.all()
			.toCompletionStage()
			.toCompletableFuture()
			.join()
			.forEach((partition, end) -> ends.put(partition, end.offset()));
		return ends;
	}

	@Override
	public void close() {
		this.thread.interrupt();
		try {
			this.thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.admin.close(Duration.ofSeconds(1));
		this.history.close();
	}

}
