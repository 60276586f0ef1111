package io.github.dualstream.benchmarks.latency;

import java.util.stream.IntStream;

import io.github.dualstream.benchmarks.workload.Orders;
import io.lettuce.core.RedisClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;

/**
 * Subscribes to all sources, and notes when an event's notification arrives.
 */
public final class NotificationWatch extends RedisPubSubAdapter<String, String> implements AutoCloseable {

	private final Samples samples;

	private final String[] channels;

	private final StatefulRedisPubSubConnection<String, String> connection;

	/**
	 * Create a watch, to be started.
	 * @param redis client for a connection of its own
	 * @param orders what is published
	 * @param samples get the moments
	 */
	public NotificationWatch(RedisClient redis, Orders orders, Samples samples) {
		this.samples = samples;
		this.channels = IntStream.range(0, Orders.SOURCES).mapToObj(orders::channel).toArray(String[]::new);
		this.connection = redis.connectPubSub();
		this.connection.addListener(this);
	}

	/**
	 * Subscribe, and wait for that.
	 */
	public void start() {
		this.connection.sync().subscribe(this.channels);
	}

	@Override
	public void message(String channel, String message) {
		this.samples.notified(message);
	}

	@Override
	public void close() {
		this.connection.close();
	}

}
