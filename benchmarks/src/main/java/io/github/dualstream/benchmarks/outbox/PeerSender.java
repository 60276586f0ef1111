package io.github.dualstream.benchmarks.outbox;

import java.util.Map;
import java.util.concurrent.CompletionException;

import io.github.dualstream.benchmarks.publish.OrderPlaced;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Topic;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * What peers call for each event that was committed: it sends and waits, because an
 * outbox takes its return for success.
 */
public class PeerSender implements AutoCloseable {

	private final Orders orders = new Orders(new JsonMapper());

	private final DefaultKafkaProducerFactory<String, byte[]> producers;

	private final KafkaTemplate<String, byte[]> template;

	PeerSender(Map<String, Object> producer) {
		this.producers = new DefaultKafkaProducerFactory<>(producer);
		this.template = new KafkaTemplate<>(this.producers);
	}

	OrderPlaced event(int number) {
		return new OrderPlaced(number, this.orders.sourceId(number), this.orders.order(number));
	}

	void send(OrderPlaced event) {
		send(event.number());
	}

	/**
	 * Send an event.
	 * @param number its number
	 * @throws CompletionException if Kafka does not acknowledge it
	 */
	public void send(int number) {
		this.template.send(this.orders.record(Topic.NAME, number)).join();
	}

	@Override
	public void close() {
		this.producers.destroy();
	}

}
