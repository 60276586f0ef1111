package io.github.dualstream.benchmarks.engines;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Topic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * {@code KafkaProducer.send} of records made beforehand.
 *
 * @param producer the producer, whose buffer limits what is in flight
 * @param orders what is sent
 */
record BareProducer(Producer<byte[], byte[]> producer, Orders orders) implements Appender {

	@Override
	public void append(int number, Consumer<@Nullable Throwable> answered) {
		byte[] key = this.orders.sourceId(number).getBytes(StandardCharsets.UTF_8);
		var unused = this.producer.send(
				new ProducerRecord<>(Topic.NAME, null, key, this.orders.json(number), this.orders.headers(number)),
				(metadata, failure) -> answered.accept(failure));
	}

}
