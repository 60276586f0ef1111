package io.github.dualstream.feed;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.dualstream.transport.BusSubscription;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.ChannelStrategy;
import io.github.dualstream.transport.Notification;
import io.github.dualstream.transport.NotificationBus;
import io.github.dualstream.transport.NotificationListener;

/**
 * A bus that delivers at once, on the thread that publishes.
 */
public class InMemoryBus implements NotificationBus {

	private final Map<String, List<NotificationListener>> listeners = new ConcurrentHashMap<>();

	private final ChannelNaming naming;

	public InMemoryBus() {
		this(ChannelStrategy.PER_SOURCE);
	}

	public InMemoryBus(ChannelStrategy strategy) {
		this.naming = new ChannelNaming("events", strategy, 1);
	}

	public ChannelNaming naming() {
		return this.naming;
	}

	@Override
	public void publish(List<Notification> batch) {
		batch.forEach((notification) -> publish(this.naming.channelOf(notification.source()), notification));
	}

	/**
	 * Publish to any channel, as whoever reaches the bus can.
	 */
	public void publish(String channel, Notification notification) {
		this.listeners.getOrDefault(channel, List.of()).forEach((listener) -> listener.onNotification(notification));
	}

	@Override
	public BusSubscription subscribe(String channel, NotificationListener listener) {
		// an identity of its own, as one listener may subscribe twice
		NotificationListener subscribed = (notification) -> listener.onNotification(notification);
		this.listeners.computeIfAbsent(channel, (name) -> new CopyOnWriteArrayList<>()).add(subscribed);
		return () -> this.listeners.get(channel).remove(subscribed);
	}

	/**
	 * How many subscriptions there are.
	 */
	public int subscriptions() {
		return this.listeners.values().stream().mapToInt(List::size).sum();
	}

}
