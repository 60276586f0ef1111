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
		NotificationListener subscribed = new NotificationListener() {

			@Override
			public void onNotification(Notification notification) {
				listener.onNotification(notification);
			}

			@Override
			public void onSubscribed() {
				listener.onSubscribed();
			}

		};
		this.listeners.computeIfAbsent(channel, (name) -> new CopyOnWriteArrayList<>()).add(subscribed);
		listener.onSubscribed();
		return () -> this.listeners.get(channel).remove(subscribed);
	}

	/**
	 * Have all listeners told that they are heard again.
	 */
	public void reconnect() {
		this.listeners.values().forEach((all) -> all.forEach(NotificationListener::onSubscribed));
	}

	/**
	 * How many subscriptions there are.
	 */
	public int subscriptions() {
		return this.listeners.values().stream().mapToInt(List::size).sum();
	}

}
