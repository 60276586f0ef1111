package io.github.dualstream.transport.redis;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.dualstream.transport.BusSubscription;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.ConnectionProbe;
import io.github.dualstream.transport.Notification;
import io.github.dualstream.transport.NotificationBus;
import io.github.dualstream.transport.NotificationException;
import io.github.dualstream.transport.NotificationListener;

import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Carries notifications through Redis Pub/Sub. Redis need not be there when the bus is
 * created; both directions come to life, and come back to life, by themselves.
 * <p>
 * Publishing blocks for at most the configured timeout, but for the first connection,
 * which may take up to the connect timeout more. Listeners are called by one of Lettuce's
 * threads. Through Redis Cluster each notification takes the node that its channel's name
 * hashes to, so that the order of a channel is kept, and the nodes pass it to each other.
 */
public final class RedisNotificationBus implements NotificationBus, ConnectionProbe, AutoCloseable {

	private final RedisConnections connections;

	private final ThreadPoolExecutor connector;

	private final ScheduledExecutorService subscriberThread;

	private final RedisPublisher publisher;

	private final RedisProbe probe;

	private final ChannelListeners listeners;

	private final ChannelSubscriber subscriber;

	private final Future<?> subscriptions;

	/**
	 * Create the bus.
	 * @param connections the connections to use, closed with the bus
	 * @param naming how channels are named
	 */
	public RedisNotificationBus(RedisConnections connections, ChannelNaming naming) {
		this.connections = connections;
		this.connector = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				threads("dual-stream-redis-connect-"));
		this.connector.allowCoreThreadTimeOut(true);
		this.subscriberThread = new ScheduledThreadPoolExecutor(1, threads("dual-stream-redis-subscribe-"),
				new ThreadPoolExecutor.DiscardPolicy());
		NotificationCodec codec = new NotificationCodec(naming);
		StringRedisTemplate template = new StringRedisTemplate(connections.publishing());
		this.publisher = new RedisPublisher(template, connections, codec, this.connector);
		this.probe = new RedisProbe(template, this.connector);
		this.listeners = new ChannelListeners(codec);
		this.subscriber = new ChannelSubscriber(connections, this.subscriberThread, this.listeners::isWanted,
				this.listeners::onMessage);
		this.subscriptions = this.subscriber.start();
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * Sent means that Redis confirmed it. Refused means that it never left, or that Redis
	 * answered with an error. Unknown means that no reply came in time.
	 */
	@Override
	public void publish(List<Notification> batch) throws NotificationException {
		this.publisher.publish(batch);
	}

	@Override
	public BusSubscription subscribe(String channel, NotificationListener listener) {
		BusSubscription subscription = this.listeners.add(channel, listener, () -> this.subscriber.changed(channel));
		this.subscriber.changed(channel);
		return subscription;
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * Asks on the connection that notifications take.
	 */
	@Override
	public Map<String, Object> probe(Duration timeout) throws TimeoutException {
		if (!this.probe.ping(timeout)) {
			throw new TimeoutException("Redis did not answer a PING within " + timeout.toMillis() + " ms");
		}
		return Map.of();
	}

	/**
	 * How many messages arrived on subscribed channels that were no notifications of the
	 * channel and were ignored.
	 * @return the number since the bus was created
	 */
	public long invalidMessages() {
		return this.listeners.invalidMessages();
	}

	/**
	 * Stop both directions and give up the connections. Takes about a second at most,
	 * also while Redis hangs.
	 */
	@Override
	public void close() {
		this.subscriptions.cancel(true);
		this.subscriberThread.shutdownNow();
		this.connector.shutdownNow();
		this.connections.close();
	}

	private static CustomizableThreadFactory threads(String prefix) {
		CustomizableThreadFactory threads = new CustomizableThreadFactory(prefix);
		threads.setDaemon(true);
		return threads;
	}

}
