package io.github.dualstream.benchmarks.publish;

import java.util.concurrent.ExecutionException;

import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Topic;

import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * The naive way: wait for Kafka, then for Redis.
 */
final class SendThenRedis implements Contender {

	private final KafkaTemplate<String, byte[]> kafka;

	private final StringRedisTemplate redis;

	private final Orders orders;

	private long notificationsSent;

	SendThenRedis(KafkaTemplate<String, byte[]> kafka, StringRedisTemplate redis, Orders orders) {
		this.kafka = kafka;
		this.redis = redis;
		this.orders = orders;
	}

	@Override
	public void publish(int events) throws InterruptedException, ExecutionException {
		for (int i = 0; i < events; i++) {
			var sent = this.kafka.send(this.orders.record(Topic.NAME, i)).get();
			this.redis.convertAndSend(this.orders.channel(i), this.orders.notification(i, sent.getRecordMetadata()));
			this.notificationsSent++;
		}
	}

	@Override
	public long notificationsSent() {
		return this.notificationsSent;
	}

	@Override
	public boolean isSlow() {
		return true;
	}

}
