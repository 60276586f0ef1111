package io.github.dualstream.benchmarks.latency;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Topic;
import io.lettuce.core.api.sync.RedisCommands;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Publishes an event through dual-stream, and does its floors, which it cannot be faster
 * than: the same to Kafka alone and to Redis alone, with records and messages made
 * beforehand or by hand.
 *
 * @param orders what is published
 * @param samples get the moments
 * @param publisher dual-stream
 * @param kafka Kafka alone
 * @param redis Redis alone
 */
record Traffic(Orders orders, Samples samples, DualStreamPublisher publisher, Producer<byte[], byte[]> kafka,
		RedisCommands<String, String> redis) {

	@SuppressWarnings("FutureReturnValueIgnored") // the sample gets the answer
	void send(int number, long due) {
		ProducerRecord<String, byte[]> order = this.orders.record(Topic.NAME, number);
		ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(order.topic(), null,
				order.key().getBytes(StandardCharsets.UTF_8), order.value(), order.headers());
		Sample sample = this.samples.add(Integer.toString(number), due);
		this.kafka.send(record, (metadata, failure) -> {
			if (failure == null) {
				sample.acknowledge();
			}
		});
		sample.returned = System.nanoTime();
	}

	void announce(int number, long due) {
		String id = UUID.randomUUID().toString();
		String message = this.orders.notification(number, id, "orders:0:" + number);
		this.samples.add(id, due);
		this.redis.publish(this.orders.channel(number), message);
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the sample gets the answer
	void publish(int number, long due) {
		Event event = this.orders.event(number);
		Sample sample = this.samples.add(event.id(), due);
		this.publisher.publishAsync(event).whenComplete((result, failure) -> {
			if (failure == null) {
				sample.acknowledge();
			}
		});
		sample.returned = System.nanoTime();
	}

}
