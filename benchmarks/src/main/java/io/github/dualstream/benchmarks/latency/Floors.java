package io.github.dualstream.benchmarks.latency;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import io.github.dualstream.benchmarks.run.FixedRate;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Topic;
import io.lettuce.core.api.sync.RedisCommands;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What dual-stream cannot be faster than: the same to Kafka alone and to Redis alone,
 * with records and messages made beforehand or by hand.
 */
final class Floors {

	private final FixedRate rate;

	private final Orders orders;

	private final Samples samples;

	private final Producer<byte[], byte[]> kafka;

	private final RedisCommands<String, String> redis;

	Floors(FixedRate rate, Orders orders, Samples samples, Producer<byte[], byte[]> kafka,
			RedisCommands<String, String> redis) {
		this.rate = rate;
		this.orders = orders;
		this.samples = samples;
		this.kafka = kafka;
		this.redis = redis;
	}

	Map<String, Percentiles> measure(int events) {
		Map<String, Percentiles> latencies = new LinkedHashMap<>();
		this.samples.clear();
		this.rate.run(events, this::send);
		this.samples.await((sample) -> sample.acknowledged != 0);
		latencies.put(Latency.BARE_SEND, Percentiles.of(this.samples.all(), Sample::due, (sample) -> sample.returned));
		this.samples.clear();
		this.rate.run(events, this::publish);
		this.samples.await((sample) -> sample.notified != 0);
		latencies.put(Latency.BARE_PUBLISH_TO_SUBSCRIBER,
				Percentiles.of(this.samples.all(), Sample::due, (sample) -> sample.notified));
		return latencies;
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the sample gets the answer
	private void send(int number, long due) {
		ProducerRecord<String, byte[]> order = this.orders.record(Topic.NAME, number);
		ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(order.topic(), null,
				order.key().getBytes(StandardCharsets.UTF_8), order.value(), order.headers());
		Sample sample = this.samples.add(Integer.toString(number), due);
		this.kafka.send(record, (metadata, failure) -> {
			if (failure == null) {
				sample.acknowledged = System.nanoTime();
			}
		});
		sample.returned = System.nanoTime();
	}

	private void publish(int number, long due) {
		String id = UUID.randomUUID().toString();
		String message = this.orders.notification(number, id, "orders:0:" + number);
		this.samples.add(id, due);
		this.redis.publish(this.orders.channel(number), message);
	}

}
