package io.github.dualstream.benchmarks.workload;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Consumes the topic from its end on, on a thread of its own.
 */
public final class RecordWatch implements AutoCloseable {

	private static final Duration POLL = Duration.ofMillis(100);

	private final Consumer<ConsumerRecord<byte[], byte[]>> onArrival;

	private final KafkaConsumer<byte[], byte[]> consumer;

	private final Thread thread = new Thread(this::run, "record-watch");

	private volatile boolean closed;

	/**
	 * Create a watch, to be started. What is appended from now on will be seen.
	 * @param servers where the topic is
	 * @param onArrival given each record when it arrives, on one thread
	 */
	public RecordWatch(Servers servers, Consumer<ConsumerRecord<byte[], byte[]>> onArrival) {
		this.onArrival = onArrival;
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

	public void start() {
		this.thread.start();
	}

	private void run() {
		while (!this.closed) {
			this.consumer.poll(POLL).forEach(this.onArrival);
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
