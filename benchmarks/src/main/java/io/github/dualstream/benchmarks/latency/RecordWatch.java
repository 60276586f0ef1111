package io.github.dualstream.benchmarks.latency;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Topic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Consumes the topic from its end on, and notes when an event arrives.
 */
final class RecordWatch implements AutoCloseable {

	private static final Duration POLL = Duration.ofMillis(100);

	private final Samples samples;

	private final KafkaConsumer<byte[], byte[]> consumer;

	private final Thread thread = new Thread(this::run, "record-watch");

	private volatile boolean closed;

	RecordWatch(Servers servers, Samples samples) {
		this.samples = samples;
		this.consumer = new KafkaConsumer<>(
				Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers.kafka().bootstrapServers()),
				new ByteArrayDeserializer(), new ByteArrayDeserializer());
		List<TopicPartition> partitions = IntStream.range(0, Topic.PARTITIONS)
			.mapToObj((partition) -> new TopicPartition(Topic.NAME, partition))
			.toList();
		this.consumer.assign(partitions);
		this.consumer.seekToEnd(partitions);
		partitions.forEach(this.consumer::position);
	}

	void start() {
		this.thread.start();
	}

	private void run() {
		while (!this.closed) {
			for (ConsumerRecord<byte[], byte[]> record : this.consumer.poll(POLL)) {
				consumed(record, System.nanoTime());
			}
		}
	}

	private void consumed(ConsumerRecord<byte[], byte[]> record, long now) {
		Sample sample = this.samples
			.get(new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8));
		if (sample != null) {
			sample.consumed = now;
		}
	}

	@Override
	public void close() {
		this.closed = true;
		try {
			this.thread.join();
			this.consumer.close();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
