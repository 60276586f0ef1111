package io.github.dualstream.benchmarks.engines;

import io.github.dualstream.benchmarks.latency.NotificationWatch;
import io.github.dualstream.benchmarks.latency.Samples;
import io.github.dualstream.benchmarks.workload.Orders;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;

/**
 * Lettuce's synchronous {@code PUBLISH}, and a subscription on a connection of its own.
 */
final class BareRedisBus implements BareBus {

	private final Orders orders;

	private final StatefulRedisConnection<String, String> connection;

	private final NotificationWatch watch;

	BareRedisBus(RedisClient redis, Orders orders, Samples samples) {
		this.orders = orders;
		this.connection = redis.connect();
		this.watch = new NotificationWatch(redis, orders, samples);
		this.watch.start();
	}

	@Override
	public void publish(int number, String message) {
		this.connection.sync().publish(this.orders.channel(number), message);
	}

	@Override
	public void close() {
		this.watch.close();
		this.connection.close();
	}

}
