package io.github.dualstream.transport.memory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.dualstream.transport.BusSubscription;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.ConnectionProbe;
import io.github.dualstream.transport.Notification;
import io.github.dualstream.transport.NotificationBus;
import io.github.dualstream.transport.NotificationException;
import io.github.dualstream.transport.NotificationListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notification bus in the memory of this process. Delivers on the thread that publishes,
 * which is the dispatcher's. Instances are independent of each other. Thread-safe.
 */
public final class InMemoryBus implements NotificationBus, ConnectionProbe {

	private static final Logger logger = LoggerFactory.getLogger(InMemoryBus.class);

	private final ChannelNaming naming;

	private final Map<String, List<Subscription>> channels = new ConcurrentHashMap<>();

	private volatile boolean available = true;

	/**
	 * Create a bus.
	 * @param naming names of the channels
	 */
	public InMemoryBus(ChannelNaming naming) {
		this.naming = naming;
	}

	@Override
	public void publish(List<Notification> batch) throws NotificationException {
		if (!this.available) {
			throw new NotificationException(0, batch.size(), 0, unavailable());
		}
		for (Notification notification : batch) {
			this.channels.getOrDefault(this.naming.channelOf(notification.source()), List.of())
				.forEach((subscription) -> subscription.deliver(notification));
		}
	}

	@Override
	public BusSubscription subscribe(String channel, NotificationListener listener) {
		Subscription subscription = new Subscription(channel, listener);
		this.channels.compute(channel, (name, present) -> {
			List<Subscription> all = (present != null) ? present : new CopyOnWriteArrayList<>();
			all.add(subscription);
			return all;
		});
		if (this.available) {
			listener.onSubscribed();
		}
		return subscription;
	}

	@Override
	public Map<String, Object> probe(Duration timeout) {
		if (!this.available) {
			throw unavailable();
		}
		return Map.of();
	}

	private static IllegalStateException unavailable() {
		return new IllegalStateException("The bus in memory was made unavailable");
	}

	/**
	 * Make the bus unavailable, or available again. While it is unavailable, publishing
	 * fails and nothing is delivered.
	 * @param available whether the bus works
	 */
	public void setAvailable(boolean available) {
		boolean isBack = available && !this.available;
		this.available = available;
		if (isBack) {
			this.channels.values()
				.forEach((all) -> all.forEach((subscription) -> subscription.listener.onSubscribed()));
		}
	}

	private final class Subscription implements BusSubscription {

		private final String channel;

		private final NotificationListener listener;

		Subscription(String channel, NotificationListener listener) {
			this.channel = channel;
			this.listener = listener;
		}

		void deliver(Notification notification) {
			try {
				this.listener.onNotification(notification);
			}
			catch (RuntimeException ex) {
				// the other listeners and the publisher have no part in it
				logger.warn("A listener of channel '{}' failed on {}", this.channel, notification, ex);
			}
		}

		@Override
		public void close() {
			InMemoryBus.this.channels.computeIfPresent(this.channel, (name, all) -> {
				all.remove(this);
				return all.isEmpty() ? null : all;
			});
		}

	}

}
