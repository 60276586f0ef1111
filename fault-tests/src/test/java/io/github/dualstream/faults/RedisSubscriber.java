package io.github.dualstream.faults;

import java.util.List;

import io.github.dualstream.harness.history.ReceivedMessage;
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
	public List<ReceivedMessage> messages() {
		return this.received.messages()
			.stream()
			.map((message) -> new ReceivedMessage(message.channel(), message.body()))
			.toList();
	}

	@Override
	public void close() {
		this.received.close();
	}

}
