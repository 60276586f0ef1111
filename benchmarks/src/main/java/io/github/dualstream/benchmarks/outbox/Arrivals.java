package io.github.dualstream.benchmarks.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Topic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Consumes the topic from its end on, and notes when each event arrives. An event is
 * known by its source and how many of that came before it, because the records of the
 * peers have nothing else in common.
 */
final class Arrivals implements AutoCloseable {

	private static final Duration POLL = Duration.ofMillis(100);

	private final AtomicLongArray nanos;

	private final Map<String, Integer> seen = new HashMap<>();

	private final KafkaConsumer<String, byte[]> consumer;

	private final Thread thread = new Thread(this::run, "arrivals");

	private final AtomicInteger count = new AtomicInteger();

	private volatile boolean closed;

	private Arrivals(Servers servers, int events) {
		this.nanos = new AtomicLongArray(events);
		this.consumer = new KafkaConsumer<>(
				Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers.kafka().bootstrapServers()),
				new StringDeserializer(), new ByteArrayDeserializer());
		List<TopicPartition> partitions = IntStream.range(0, Topic.PARTITIONS)
			.mapToObj((partition) -> new TopicPartition(Topic.NAME, partition))
			.toList();
		this.consumer.assign(partitions);
		this.consumer.seekToEnd(partitions);
		partitions.forEach(this.consumer::position);
	}

	static Arrivals watch(Servers servers, int events) {
		Arrivals arrivals = new Arrivals(servers, events);
		arrivals.thread.start();
		return arrivals;
	}

	private void run() {
		while (!this.closed) {
			for (ConsumerRecord<String, byte[]> record : this.consumer.poll(POLL)) {
				int before = this.seen.merge(record.key(), 1, Integer::sum) - 1;
				int source = Integer.parseInt(record.key().substring(Orders.SOURCE_ID_PREFIX.length()));
				this.nanos.set(before * Orders.SOURCES + source, System.nanoTime());
				this.count.incrementAndGet();
			}
		}
	}

	/** How many events have arrived. */
	int count() {
		return this.count.get();
	}

	/** When an event arrived, in {@link System#nanoTime()}. */
	long nanos(int number) {
		return this.nanos.get(number);
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
