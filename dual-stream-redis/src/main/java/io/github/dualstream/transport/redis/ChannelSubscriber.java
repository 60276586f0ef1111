package io.github.dualstream.transport.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.models.partitions.Partitions;
import io.lettuce.core.cluster.pubsub.StatefulRedisClusterPubSubConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the subscribed channels equal to the wanted channels, on one connection, or with
 * sharded Pub/Sub on one to each node. Differences are requested repeatedly until Redis
 * confirms them. After a reconnect, Lettuce resubscribes the channels that were confirmed
 * before, and this class those that Redis does not confirm then. It also resubscribes
 * sharded channels when their node is lost, for which Lettuce would send a command that
 * Redis rejects, and when a slot has moved. Thread-safe.
 */
final class ChannelSubscriber extends RedisPubSubAdapter<byte[], byte[]> {

	private static final Log logger = LogFactory.getLog(ChannelSubscriber.class);

	private static final Duration RETRY = Duration.ofMillis(500);

	private static final int MAX_CHANNELS = 1000;

	private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

	/**
	 * Maximum number of doublings of the back-off after a channel was refused, up to some
	 * four minutes.
	 */
	private static final int MAX_DOUBLINGS = 8;

	private static final int MAX_NAMED = 10;

	private final RedisConnections connections;

	private final ScheduledExecutorService thread;

	private final Predicate<String> wanted;

	private final Set<String> confirmed = ConcurrentHashMap.newKeySet();

	/** Channels that Redis was requested to unsubscribe, and has not confirmed so far. */
	private final Set<String> leaving = ConcurrentHashMap.newKeySet();

	/** Channels that differ, with the time of their next request. */
	private final Map<String, Long> pending = new ConcurrentHashMap<>();

	/**
	 * Channels that must not be requested together with others, since Redis rejects a
	 * command as a whole, with the number of their refusals.
	 */
	private final Map<String, Integer> suspects = new ConcurrentHashMap<>();

	/** Number of refused channels that the application log has named. */
	private final AtomicInteger named = new AtomicInteger();

	private final AtomicBoolean awake = new AtomicBoolean();

	private final AtomicBoolean away = new AtomicBoolean();

	private final MessageHandler handler;

	private final PubSubMode mode;

	private @Nullable StatefulRedisPubSubConnection<byte[], byte[]> connection;

	ChannelSubscriber(RedisConnections connections, ScheduledExecutorService thread, Predicate<String> wanted,
			MessageHandler handler) {
		this.connections = connections;
		this.thread = thread;
		this.wanted = wanted;
		this.handler = handler;
		this.mode = connections.options().mode();
		connections.whenSubscriptionsAreLost(
				(this.mode == PubSubMode.SHARDED) ? this::askAgain : this::askAgainUnlessRestored);
	}

	/**
	 * Start the subscriber.
	 * @return a future that stops it when cancelled
	 */
	ScheduledFuture<?> start() {
		return this.thread.scheduleWithFixedDelay(this::update, RETRY.toMillis(), RETRY.toMillis(),
				TimeUnit.MILLISECONDS);
	}

	/**
	 * Check later whether a channel is wanted, and subscribe or unsubscribe it.
	 * @param channel name of the channel
	 */
	void changed(String channel) {
		this.pending.remove(channel);
		if (!this.wanted.test(channel)) {
			this.suspects.remove(channel);
		}
		// after the removal, so that a change in between is seen here or by who made it
		if (differs(channel)) {
			this.pending.put(channel, System.nanoTime());
			if (this.awake.compareAndSet(false, true)) {
				this.thread.execute(this::update);
			}
		}
	}

	/**
	 * Wanted channels that Redis refuses to this user.
	 * @return some of them by name, in order, and the number of all
	 */
	Refusals refusals() {
		List<String> refused = this.suspects.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() > 0)
			.map(Map.Entry::getKey)
			.sorted()
			.toList();
		return new Refusals(refused.subList(0, Math.min(refused.size(), MAX_NAMED)), refused.size());
	}

	/**
	 * Whether Redis has confirmed a channel and was not requested to unsubscribe it
	 * since.
	 */
	boolean isConfirmed(String channel) {
		return this.confirmed.contains(channel) && !this.leaving.contains(channel);
	}

	@Override
	public void message(byte[] channel, byte[] message) {
		this.handler.onMessage(text(channel), message);
	}

	@Override
	public void subscribed(byte[] channel, long count) {
		this.confirmed.add(text(channel));
		this.leaving.remove(text(channel));
		Integer refused = this.suspects.remove(text(channel));
		if (refused != null && refused > 0) {
			logger.info("Redis now allows the channel '" + text(channel) + "'");
			this.named.set(0);
		}
		settled(text(channel));
		this.handler.onSubscribed(text(channel));
	}

	@Override
	public void unsubscribed(byte[] channel, long count) {
		this.confirmed.remove(text(channel));
		this.leaving.remove(text(channel));
		settled(text(channel));
	}

	@Override
	public void smessage(byte[] channel, byte[] message) {
		message(channel, message);
	}

	@Override
	public void ssubscribed(byte[] channel, long count) {
		subscribed(channel, count);
	}

	/** Called also when the slot of the channel moves to another node. */
	@Override
	public void sunsubscribed(byte[] channel, long count) {
		unsubscribed(channel, count);
	}

	/**
	 * Nodes of the cluster, with their slots. For the subscriber's thread.
	 * @return the nodes; {@code null} without a cluster, or before it is known
	 */
	@Nullable Partitions partitions() {
		return (this.connection instanceof StatefulRedisClusterPubSubConnection<byte[], byte[]> cluster)
				? cluster.getPartitions() : null;
	}

	/**
	 * Replace the connection by a new one, on which all wanted channels are subscribed.
	 */
	void reconnect() {
		this.thread.execute(() -> {
			StatefulRedisPubSubConnection<byte[], byte[]> old = this.connection;
			this.connection = null;
			if (old != null) {
				old.removeListener(this);
				old.closeAsync().exceptionally((failure) -> {
					logger.debug("Failed to close a connection", failure);
					return null;
				});
			}
			askAgain();
		});
	}

	private void askAgain() {
		List.copyOf(this.confirmed).forEach((channel) -> {
			this.confirmed.remove(channel);
			changed(channel);
		});
	}

	/**
	 * Resubscribe channels that are not confirmed soon. Lettuce subscribes all channels
	 * with one command, which Redis rejects if one of them is no longer allowed.
	 */
	private void askAgainUnlessRestored() {
		long later = System.nanoTime() + RETRY.toNanos();
		List.copyOf(this.confirmed).forEach((channel) -> {
			this.confirmed.remove(channel);
			this.pending.put(channel, later);
		});
	}

	private boolean differs(String channel) {
		return this.wanted.test(channel) ? !isConfirmed(channel) : this.confirmed.contains(channel);
	}

	private void update() {
		this.awake.set(false);
		List<String> due = this.pending.keySet().stream().filter(this::isDue).toList();
		if (due.isEmpty()) {
			return;
		}
		try {
			StatefulRedisPubSubConnection<byte[], byte[]> current = connection();
			ask(due.stream().filter(this.wanted).toList(),
					(channels) -> this.mode.subscribe(current.async(), channels));
			List<String> unwanted = due.stream().filter(this.wanted.negate()).toList();
			this.leaving.addAll(unwanted);
			ask(unwanted, (channels) -> this.mode.unsubscribe(current.async(), channels));
		}
		catch (RuntimeException ex) {
			onFailure(ex);
		}
	}

	private boolean isDue(String channel) {
		Long time = this.pending.get(channel);
		return time != null && System.nanoTime() - time >= 0;
	}

	private void ask(List<String> channels, Function<byte[][], RedisFuture<Void>> command) {
		channels.stream().filter(this.suspects::containsKey).forEach((channel) -> send(List.of(channel), command));
		List<String> others = channels.stream().filter((channel) -> !this.suspects.containsKey(channel)).toList();
		for (List<String> together : this.mode.askedForTogether(others)) {
			for (int from = 0; from < together.size(); from += MAX_CHANNELS) {
				send(together.subList(from, Math.min(together.size(), from + MAX_CHANNELS)), command);
			}
		}
	}

	private void send(List<String> channels, Function<byte[][], RedisFuture<Void>> command) {
		askAfter(channels, this.connections.options().commandTimeout());
		command.apply(bytes(channels)).whenComplete((result, failure) -> answered(channels, failure));
	}

	private void askAfter(List<String> channels, Duration pause) {
		long again = System.nanoTime() + pause.toNanos();
		channels.forEach((channel) -> this.pending.computeIfPresent(channel, (key, time) -> again));
	}

	private void answered(List<String> channels, @Nullable Throwable failure) {
		if (failure == null) {
			return;
		}
		if (!isRefusal(failure)) {
			askAfter(channels, RETRY);
			onFailure(failure);
		}
		else if (channels.size() == 1) {
			refused(channels.get(0), failure);
		}
		else {
			channels.forEach((channel) -> this.suspects.putIfAbsent(channel, 0));
			askAfter(channels, Duration.ZERO);
			this.thread.execute(this::update);
		}
	}

	private static boolean isRefusal(Throwable failure) {
		String message = failure.getMessage();
		return failure instanceof RedisCommandExecutionException && message != null && message.startsWith("NOPERM");
	}

	private void refused(String channel, Throwable failure) {
		if (!this.wanted.test(channel)) {
			changed(channel);
			return;
		}
		int times = this.suspects.merge(channel, 1, Integer::sum);
		askAfter(List.of(channel), FIRST_PAUSE.multipliedBy(1L << Math.min(times - 1, MAX_DOUBLINGS)));
		if (times == 1) {
			if (this.named.getAndIncrement() < MAX_NAMED) {
				logger.warn(
						"Redis refuses the channel '" + channel + "' to this user; its notifications are not received "
								+ "until an ACL rule of the user allows it: " + failure.getMessage());
			}
			else {
				logger.debug("Redis refuses the channel '" + channel + "' to this user, too");
			}
		}
	}

	private void settled(String channel) {
		changed(channel);
		// not before the last one: another node of a cluster may still be away
		if (this.away.get() && this.suspects.keySet().containsAll(this.pending.keySet())
				&& this.away.compareAndSet(true, false)) {
			logger.info("Subscribed to notifications again");
		}
	}

	private void onFailure(Throwable failure) {
		if (this.away.compareAndSet(false, true)) {
			logger.warn(
					"Failed to subscribe to notifications; retrying until it succeeds: " + this.mode.explain(failure));
		}
	}

	private StatefulRedisPubSubConnection<byte[], byte[]> connection() {
		if (this.connection == null) {
			StatefulRedisPubSubConnection<byte[], byte[]> opened = this.connections.connectPubSub();
			opened.addListener(this);
			this.connection = opened;
		}
		return this.connection;
	}

	private static byte[][] bytes(List<String> channels) {
		List<byte[]> names = new ArrayList<>(channels.size());
		channels.forEach((channel) -> names.add(channel.getBytes(StandardCharsets.UTF_8)));
		return names.toArray(byte[][]::new);
	}

	private static String text(byte[] channel) {
		return new String(channel, StandardCharsets.UTF_8);
	}

	/**
	 * Channels that Redis refuses.
	 *
	 * @param examples some of them
	 * @param number number of all of them
	 */
	record Refusals(List<String> examples, int number) {

	}

	/**
	 * Callback for messages that arrive.
	 */
	interface MessageHandler {

		void onMessage(String channel, byte[] message);

		/** Called each time a subscription becomes active. */
		void onSubscribed(String channel);

	}

}
