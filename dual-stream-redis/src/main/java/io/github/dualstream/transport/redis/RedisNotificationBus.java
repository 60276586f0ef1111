package io.github.dualstream.transport.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.BusSubscription;
import io.github.dualstream.transport.ChannelListeners;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.ConnectionProbe;
import io.github.dualstream.transport.Notification;
import io.github.dualstream.transport.NotificationBus;
import io.github.dualstream.transport.NotificationCodec;
import io.github.dualstream.transport.NotificationException;
import io.github.dualstream.transport.NotificationListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Notification bus on Redis Pub/Sub. Redis need not be available when the bus is created;
 * both directions connect on first use, and reconnect by themselves.
 * <p>
 * Publishing blocks for at most the configured timeout, except for the first connection,
 * for which it waits until it has failed, and for up to five seconds. Listeners are
 * called by one of Lettuce's threads. With Redis Cluster, each notification goes to the
 * node of its channel's slot, which keeps the order of a channel, and the nodes propagate
 * it to each other; with sharded Pub/Sub it stays on that node.
 */
public final class RedisNotificationBus implements NotificationBus, ConnectionProbe, AutoCloseable {

	private static final Log logger = LogFactory.getLog(RedisNotificationBus.class);

	/** Interval of probes; a dead subscription is detected within twice this time. */
	private static final long PROBE_SECONDS = 2;

	private final RedisConnections connections;

	private final ExecutorService connector;

	private final ScheduledExecutorService subscriberThread;

	private final RedisPublisher publisher;

	private final RedisProbe probe;

	private final ChannelListeners listeners;

	private final ChannelSubscriber subscriber;

	private final PubSubMode mode;

	private final String prefix;

	private final ProbeChannels probeChannels;

	private final SubscriptionProbes loopbacks;

	private final Future<?> subscriptions;

	private final Future<?> probing;

	/**
	 * Create the bus.
	 * @param connections connections of the bus, closed with it
	 * @param naming naming of the channels
	 * @param threads threads of the application
	 */
	public RedisNotificationBus(RedisConnections connections, ChannelNaming naming, Threads threads) {
		this.connections = connections;
		this.connector = threads.pool("dual-stream-redis-connect", 1);
		this.subscriberThread = threads.scheduler("dual-stream-redis-subscribe");
		NotificationCodec codec = new NotificationCodec(naming);
		this.mode = connections.options().mode();
		this.prefix = naming.prefix();
		StringRedisTemplate template = new StringRedisTemplate(connections.publishing());
		this.publisher = new RedisPublisher(template, connections, codec, this.connector);
		this.probeChannels = new ProbeChannels(naming.prefix() + ":~probe:" + UUID.randomUUID());
		this.probe = new RedisProbe(template, this::takesMessages, this.connector);
		this.listeners = new ChannelListeners(codec);
		this.subscriber = new ChannelSubscriber(connections, this.subscriberThread, this::isWanted, new Arrivals());
		this.loopbacks = new SubscriptionProbes(this::publishProbe, this::onSilence);
		this.subscriptions = this.subscriber.start();
		this.probing = this.subscriberThread.scheduleWithFixedDelay(this::probeSubscription, PROBE_SECONDS,
				PROBE_SECONDS, TimeUnit.SECONDS);
	}

	/**
	 * Start to connect in the background, so that the first notification need not wait
	 * for it. Further calls have no effect.
	 */
	public void connect() {
		this.publisher.connect();
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * Sent means that Redis confirmed it. Refused means that it was never sent, or that
	 * Redis answered with an error. Unknown means that no reply arrived in time.
	 */
	@Override
	public void publish(List<Notification> batch) throws NotificationException {
		this.publisher.publish(batch);
	}

	@Override
	public BusSubscription subscribe(String channel, NotificationListener listener) {
		BusSubscription subscription = this.listeners.add(channel, listener, () -> this.subscriber.changed(channel));
		this.subscriber.changed(channel);
		// on the thread that unsubscribes channels, which does not do so from now on
		this.subscriberThread.execute(() -> {
			if (this.subscriber.isConfirmed(channel)) {
				// Redis confirms a channel once, not for each listener
				this.listeners.onSubscribed(channel, listener);
			}
		});
		return subscription;
	}

	private boolean isWanted(String channel) {
		return this.listeners.isWanted(channel) || (this.loopbacks.isFor(channel) && !this.listeners.isEmpty());
	}

	/** Check that Redis accepts messages; with plain Pub/Sub, a PONG is sufficient. */
	private CompletableFuture<Boolean> takesMessages() {
		return (this.mode == PubSubMode.PLAIN) ? CompletableFuture.completedFuture(true)
				: this.publisher.send(this.probeChannels.any(), "ping")
					.toCompletableFuture()
					.thenApply((receivers) -> true)
					.orTimeout(this.connections.options().commandTimeout().toNanos(), TimeUnit.NANOSECONDS);
	}

	private void probeSubscription() {
		this.loopbacks.run(this.probeChannels.onEachConnection(this.mode, this.subscriber.partitions()),
				this.subscriber);
	}

	private void publishProbe(String channel, String text, Runnable confirmed) {
		this.connector.execute(() -> this.publisher.send(channel, text).whenComplete((receivers, failure) -> {
			if (failure == null) {
				confirmed.run();
			}
			else {
				logger.debug("Failed to probe Redis", failure);
			}
		}));
	}

	private void onSilence() {
		logger.warn(
				"The subscription to notifications is silent although Redis answers; reconnecting and subscribing again");
		subscribeAnew();
	}

	void subscribeAnew() {
		this.subscriber.reconnect();
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * Uses the connection of the notifications.
	 * @throws UnsupportedOperationException if Redis answers that it has no sharded
	 * Pub/Sub
	 * @throws IllegalStateException if Redis cannot be asked, or answers but refuses
	 * channels that are listened to
	 */
	@Override
	public Map<String, Object> probe(Duration timeout) throws TimeoutException {
		if (!this.probe.ping(timeout, this.mode)) {
			throw new TimeoutException("Redis did not answer a PING within " + timeout.toMillis() + " ms");
		}
		ChannelSubscriber.Refusals refusals = this.subscriber.refusals();
		if (refusals.number() > 0) {
			throw new IllegalStateException("Redis refuses " + refusals.number() + " channels to this user, such as "
					+ refusals.examples() + ": allow them by an ACL rule like '&" + this.prefix + ":*'");
		}
		return Map.of();
	}

	/**
	 * Number of messages on subscribed channels that were not notifications of the
	 * channel and were ignored.
	 * @return the number since the bus was created
	 */
	public long invalidMessages() {
		return this.listeners.invalidMessages();
	}

	/**
	 * Stop both directions and close the connections. Takes about a second at most, also
	 * while Redis hangs.
	 */
	@Override
	public void close() {
		this.subscriptions.cancel(true);
		this.probing.cancel(true);
		this.subscriberThread.shutdownNow();
		this.connector.shutdownNow();
		this.connections.close();
	}

	/**
	 * Handler of arriving messages: those of listeners, and those of the probe.
	 */
	private final class Arrivals implements ChannelSubscriber.MessageHandler {

		@Override
		public void onMessage(String channel, byte[] message) {
			if (RedisNotificationBus.this.loopbacks.isFor(channel)) {
				RedisNotificationBus.this.loopbacks.hear(channel, new String(message, StandardCharsets.UTF_8));
			}
			else {
				RedisNotificationBus.this.listeners.onMessage(channel, message);
			}
		}

		@Override
		public void onSubscribed(String channel) {
			RedisNotificationBus.this.listeners.onSubscribed(channel);
		}

	}

}
