package io.github.dualstream.benchmarks.latency;

import java.util.stream.IntStream;

import io.github.dualstream.benchmarks.workload.Orders;
import io.lettuce.core.RedisClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;

/**
 * Subscribes to all sources, and notes when an event's notification arrives.
 */
final class NotificationWatch extends RedisPubSubAdapter<String, String> implements AutoCloseable {

	private static final String BEFORE_ID = "{\"id\":\"";

	private final Samples samples;

	private final String[] channels;

	private final StatefulRedisPubSubConnection<String, String> connection;

	NotificationWatch(RedisClient redis, Orders orders, Samples samples) {
		this.samples = samples;
		this.channels = IntStream.range(0, Orders.SOURCES).mapToObj(orders::channel).toArray(String[]::new);
		this.connection = redis.connectPubSub();
		this.connection.addListener(this);
	}

	void start() {
		this.connection.sync().subscribe(this.channels);
	}

	@Override
	public void message(String channel, String message) {
		long now = System.nanoTime();
		Sample sample = this.samples
			.get(message.substring(BEFORE_ID.length(), message.indexOf('"', BEFORE_ID.length())));
		if (sample != null) {
			sample.notified = now;
		}
	}

	@Override
	public void close() {
		this.connection.close();
	}

}
