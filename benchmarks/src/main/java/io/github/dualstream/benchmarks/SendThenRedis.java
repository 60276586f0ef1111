package io.github.dualstream.benchmarks;

import java.util.concurrent.ExecutionException;

import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * What services do without dual-stream: wait for Kafka, then for Redis.
 */
record SendThenRedis(String name, KafkaTemplate<String, byte[]> kafka, StringRedisTemplate redis,
		Records records) implements Contender {

	@Override
	public boolean waitsForEach() {
		return true;
	}

	@Override
	public void publish(int events) throws InterruptedException, ExecutionException {
		for (int i = 0; i < events; i++) {
			var sent = this.kafka.send(this.records.plain(this.name, i)).get();
			String sourceId = sent.getProducerRecord().key();
			this.redis.convertAndSend("events:" + this.name + ":" + sourceId, "{\"type\":\"" + Records.TYPE
					+ "\",\"source_id\":\"" + sourceId + "\",\"position\":\"" + sent.getRecordMetadata() + "\"}");
		}
	}

}
