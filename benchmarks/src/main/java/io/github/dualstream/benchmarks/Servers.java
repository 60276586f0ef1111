package io.github.dualstream.benchmarks;

import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.test.RedisServer;

/**
 * The servers that the contenders publish to, each a process of its own.
 */
record Servers(KafkaServer kafka, RedisServer redis) implements AutoCloseable {

	static Servers start() {
		return new Servers(KafkaServer.start(), RedisServer.start());
	}

	@Override
	public void close() {
		this.redis.close();
		this.kafka.close();
	}

}
