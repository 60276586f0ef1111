package io.github.dualstream.faults;

import java.util.List;

import io.github.dualstream.test.RedisMessage;
import io.github.dualstream.test.RedisMessages;
import io.github.dualstream.test.RedisServer;

/**
 * Subscriber in Redis to all sources of the workload, and not to the probes of gateways.
 *
 * @param received what it has received
 */
record RedisSubscriber(RedisMessages received) implements Subscriber {

	static RedisSubscriber of(RedisServer redis) {
		return new RedisSubscriber(RedisMessages.psubscribe(redis.host(), redis.port(), "events:order:*"));
	}

	@Override
	public List<RedisMessage> messages() {
		return this.received.messages();
	}

	@Override
	public void close() {
		this.received.close();
	}

}
