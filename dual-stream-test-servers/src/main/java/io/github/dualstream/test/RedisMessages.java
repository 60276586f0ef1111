package io.github.dualstream.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.sync.RedisPubSubCommands;

/**
 * Collects raw messages published to Redis, from its creation on.
 * <p>
 * Safe for use by several threads. After a loss of the connection it subscribes again by
 * itself; messages published meanwhile are lost, as for every subscriber.
 */
public final class RedisMessages implements AutoCloseable {

	private final List<RedisMessage> messages = new ArrayList<>();

	private final RedisClient client;

	private final StatefulRedisPubSubConnection<String, String> connection;

	private RedisMessages(String host, int port) {
		this.client = RedisClient.create(RedisURI.create(host, port));
		this.connection = connect();
		this.connection.addListener(new Collector());
	}

	/**
	 * Subscribes to channels by their exact names (SUBSCRIBE) and waits until Redis has
	 * confirmed it.
	 * @param host host of Redis
	 * @param port port of Redis
	 * @param channels the channels
	 * @return the subscription, to be closed
	 * @throws io.lettuce.core.RedisException when Redis cannot be reached or rejects the
	 * subscription
	 */
	public static RedisMessages subscribe(String host, int port, String... channels) {
		return new RedisMessages(host, port).with((commands) -> commands.subscribe(channels));
	}

	/**
	 * Subscribes to channels by a pattern (PSUBSCRIBE) and waits until Redis has
	 * confirmed it.
	 * @param host host of Redis
	 * @param port port of Redis
	 * @param pattern a glob pattern of Redis
	 * @return the subscription, to be closed
	 * @throws io.lettuce.core.RedisException when Redis cannot be reached or rejects the
	 * subscription
	 */
	public static RedisMessages psubscribe(String host, int port, String pattern) {
		return new RedisMessages(host, port).with((commands) -> commands.psubscribe(pattern));
	}

	/**
	 * Returns the messages that have arrived so far.
	 * @return a copy, in the order of arrival
	 */
	public List<RedisMessage> messages() {
		synchronized (this.messages) {
			return List.copyOf(this.messages);
		}
	}

	/**
	 * Ends the subscription. Collected messages remain available.
	 */
	@Override
	public void close() {
		this.client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
	}

	private StatefulRedisPubSubConnection<String, String> connect() {
		try {
			return this.client.connectPubSub();
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	private RedisMessages with(Consumer<RedisPubSubCommands<String, String>> subscription) {
		try {
			subscription.accept(this.connection.sync());
			return this;
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	/**
	 * Collector that is called by the connection's single event loop thread, so in the
	 * order of arrival.
	 */
	private final class Collector extends RedisPubSubAdapter<String, String> {

		@Override
		public void message(String channel, String message) {
			synchronized (RedisMessages.this.messages) {
				RedisMessages.this.messages.add(new RedisMessage(channel, message));
			}
		}

		@Override
		public void message(String pattern, String channel, String message) {
			message(channel, message);
		}

	}

}
