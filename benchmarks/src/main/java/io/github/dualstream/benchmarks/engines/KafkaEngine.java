package io.github.dualstream.benchmarks.engines;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import io.github.dualstream.benchmarks.latency.Samples;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Service;
import io.github.dualstream.benchmarks.workload.Topic;
import io.lettuce.core.RedisClient;
import org.apache.kafka.clients.producer.Producer;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Kafka, and Redis Pub/Sub.
 */
final class KafkaEngine implements Engine {

	static final String NAME = "kafka";

	private final Servers servers = Servers.start();

	private final Topic topic;

	private final RedisClient redis = this.servers.redisClient();

	KafkaEngine() {
		try {
			this.topic = Topic.create(this.servers);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public String bus() {
		return "redis";
	}

	@Override
	public List<String> properties() {
		return Stream.concat(this.servers.properties().stream(), Stream.of(Service.linger(0))).toList();
	}

	/** With the very producer that dual-stream sends with. */
	@Override
	@SuppressWarnings("unchecked") // a bean's class has no type arguments
	public Appender bareLog(ConfigurableApplicationContext service, Orders orders) {
		Producer<byte[], byte[]> producer = service.getBean("dualStreamKafkaTemplate", KafkaTemplate.class)
			.getProducerFactory()
			.createNonTransactionalProducer();
		return new BareProducer(producer, orders);
	}

	@Override
	public BareBus bareBus(Orders orders, Samples samples) {
		return new BareRedisBus(this.redis, orders, samples);
	}

	@Override
	public long records() throws Exception {
		return this.topic.records();
	}

	@Override
	public void close() {
		this.redis.shutdown();
		this.topic.close();
		this.servers.close();
	}

}
