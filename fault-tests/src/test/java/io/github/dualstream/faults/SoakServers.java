package io.github.dualstream.faults;

import java.util.Map;

import io.github.dualstream.test.KafkaCluster;
import io.github.dualstream.test.RedisMessages;
import io.github.dualstream.test.RedisServer;
import io.github.dualstream.harness.TcpProxy;

/**
 * What the soak's application needs, and what may fail.
 */
record SoakServers(KafkaCluster kafka, RedisServer redis, TcpProxy proxy) implements AutoCloseable {

	static SoakServers start() {
		RedisServer redis = RedisServer.start();
		return new SoakServers(KafkaCluster.start(), redis, TcpProxy.to(redis.host(), redis.port()));
	}

	Map<String, String> connection() {
		return Map.of("spring.kafka.bootstrap-servers", this.kafka.bootstrapServers(), "spring.data.redis.host",
				this.proxy.host(), "spring.data.redis.port", Integer.toString(this.proxy.port()));
	}

	RedisMessages subscribe() {
		return RedisMessages.psubscribe(this.redis.host(), this.redis.port(), "events:*");
	}

	@Override
	public void close() {
		this.proxy.close();
		this.redis.close();
		this.kafka.close();
	}

}
