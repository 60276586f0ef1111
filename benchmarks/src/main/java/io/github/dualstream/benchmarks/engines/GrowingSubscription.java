package io.github.dualstream.benchmarks.engines;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.dualstream.benchmarks.engines.FiveTopics.Received;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Consumer that subscribes to one topic after the other, as one subscription call for
 * each does, and that begins at the end of each, as is Kafka's default.
 */
final class GrowingSubscription implements ConsumerRebalanceListener, AutoCloseable {

	private static final Duration POLL = Duration.ofMillis(100);

	private final AtomicInteger changes = new AtomicInteger();

	private final Thread thread = new Thread(this::run, "growing-subscription");

	private final KafkaConsumer<byte[], byte[]> consumer;

	private final List<String> topics;

	private final Received received;

	private volatile boolean closed;

	GrowingSubscription(String bootstrapServers, String group, List<String> topics, Received received) {
		this.consumer = new KafkaConsumer<>(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
				ConsumerConfig.GROUP_ID_CONFIG, group), new ByteArrayDeserializer(), new ByteArrayDeserializer());
		this.topics = topics;
		this.received = received;
	}

	void start() {
		this.thread.start();
	}

	/** How often partitions were assigned or revoked after the first ones. */
	int changesAfterTheFirst() {
		return Math.max(0, this.changes.get() - 1);
	}

	private void run() {
		List<String> subscribed = new ArrayList<>();
		while (!this.closed) {
			if (subscribed.size() < this.topics.size()) {
				subscribed.add(this.topics.get(subscribed.size()));
				this.consumer.subscribe(subscribed, this);
			}
			this.consumer.poll(POLL)
				.forEach((record) -> this.received
					.add(record.topic() + ":" + record.partition() + ":" + record.offset()));
		}
		this.consumer.close();
	}

	@Override
	public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
		count(partitions);
	}

	@Override
	public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
		count(partitions);
	}

	private void count(Collection<TopicPartition> partitions) {
		if (!partitions.isEmpty()) {
			this.changes.incrementAndGet();
		}
	}

	@Override
	public void close() {
		this.closed = true;
		try {
			this.thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
