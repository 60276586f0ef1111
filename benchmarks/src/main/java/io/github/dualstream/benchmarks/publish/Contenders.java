package io.github.dualstream.benchmarks.publish;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.benchmarks.workload.ModulithApplication;
import io.github.dualstream.benchmarks.workload.Notifications;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Service;
import io.github.dualstream.benchmarks.workload.Topic;
import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * All contenders by name, with producers of the same settings.
 */
final class Contenders implements AutoCloseable {

	private final ConfigurableApplicationContext service;

	private final ConfigurableApplicationContext withoutRedis;

	private final ConfigurableApplicationContext streamBridge;

	private final ConfigurableApplicationContext modulith;

	private final Producer<String, byte[]> producer;

	private final RedisClient redis;

	private final Orders orders;

	private final Map<String, Contender> contenders = new LinkedHashMap<>();

	Contenders(Servers servers, Topic topic, int lingerMillis) {
		String linger = Service.linger(lingerMillis);
		this.service = Service.start(servers, linger);
		this.withoutRedis = Service.start(servers, linger, "dual-stream.redis.enabled=false");
		Map<String, Object> settings = template().getProducerFactory().getConfigurationProperties();
		this.orders = new Orders(this.service.getBean(JsonMapper.class));
		this.streamBridge = StreamBridgeSend.start(servers, settings);
		this.modulith = ModulithApplication.start(servers, settings, this.orders);
		this.producer = template().getProducerFactory().createNonTransactionalProducer();
		this.redis = servers.redisClient();
		addDualStream();
		addKafka();
		addPeers(topic);
	}

	private void addDualStream() {
		DualStreamPublisher publisher = this.service.getBean(DualStreamPublisher.class);
		Notifications notifications = new Notifications(this.service.getBean(MeterRegistry.class));
		Map<String, Integer> batchSizes = Map.of("publish-async", Contender.WITHOUT_WAITING, "publish", 1,
				"publish-all-100", 100, "publish-all-1000", 1_000);
		batchSizes.forEach((name, batchSize) -> this.contenders.put(name,
				new DualStreamPublish(publisher, this.orders, batchSize, notifications)));
		this.contenders.put("publish-async-without-redis", new DualStreamPublish(
				this.withoutRedis.getBean(DualStreamPublisher.class), this.orders, Contender.WITHOUT_WAITING, null));
	}

	private void addKafka() {
		this.contenders.put("raw-producer", raw(Contender.WITHOUT_WAITING));
		this.contenders.put("raw-producer-by-100", raw(100));
		this.contenders.put("raw-producer-by-1000", raw(1_000));
		this.contenders.put("raw-producer-without-headers", new RawProducer(this.producer,
				(event) -> this.orders.recordWithoutHeaders(Topic.NAME, event), Contender.WITHOUT_WAITING));
		this.contenders.put("raw-producer-encoding", new RawProducer(this.producer,
				(event) -> this.orders.recordMadeNow(Topic.NAME, event), Contender.WITHOUT_WAITING));
		this.contenders.put("kafka-template", new TemplateSend(template(), this.orders));
	}

	private RawProducer raw(int batchSize) {
		return new RawProducer(this.producer, (event) -> this.orders.record(Topic.NAME, event), batchSize);
	}

	private void addPeers(Topic topic) {
		this.contenders.put("publish-per-acknowledgement",
				perAcknowledgement((event) -> this.orders.record(Topic.NAME, event)));
		this.contenders.put("publish-per-acknowledgement-encoding",
				perAcknowledgement((event) -> this.orders.recordMadeNow(Topic.NAME, event)));
		this.contenders.put("stream-bridge", new StreamBridgeSend(this.streamBridge, this.orders));
		this.contenders.put("modulith", new ModulithPublish(this.modulith,
				new TransactionTemplate(this.modulith.getBean(PlatformTransactionManager.class)), this.orders, topic));
		this.contenders.put("send-then-redis",
				new SendThenRedis(template(), this.service.getBean(StringRedisTemplate.class), this.orders));
	}

	private PublishPerAcknowledgement perAcknowledgement(IntFunction<ProducerRecord<String, byte[]>> records) {
		return new PublishPerAcknowledgement(this.producer, records, this.redis.connect().async(), this.orders);
	}

	@SuppressWarnings("unchecked") // a bean's class has no type arguments
	private KafkaTemplate<String, byte[]> template() {
		return this.service.getBean("kafkaTemplate", KafkaTemplate.class);
	}

	Contender get(String name) {
		Contender contender = this.contenders.get(name);
		if (contender == null) {
			throw new IllegalArgumentException("No contender '" + name + "'");
		}
		return contender;
	}

	@Override
	public void close() {
		this.redis.shutdown();
		this.producer.close();
		this.modulith.close();
		this.streamBridge.close();
		this.withoutRedis.close();
		this.service.close();
	}

}
