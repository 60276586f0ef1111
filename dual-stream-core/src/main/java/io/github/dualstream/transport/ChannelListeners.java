package io.github.dualstream.transport;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Listeners of a bus, by channel: dispatches each message of a channel to all of its
 * listeners, in the order of arrival. Thread-safe.
 */
public final class ChannelListeners {

	private static final Log logger = LogFactory.getLog(ChannelListeners.class);

	private final NotificationCodec codec;

	private final Map<String, List<Registration>> registrations = new ConcurrentHashMap<>();

	private final LongAdder invalidMessages = new LongAdder();

	/**
	 * Create it without listeners.
	 * @param codec codec of the messages
	 */
	public ChannelListeners(NotificationCodec codec) {
		this.codec = codec;
	}

	/**
	 * Whether a channel has listeners.
	 * @param channel name of the channel
	 * @return whether the bus has to subscribe to it
	 */
	public boolean isWanted(String channel) {
		return this.registrations.containsKey(channel);
	}

	/**
	 * Number of messages that were not notifications of their channel and were ignored.
	 * @return the number since the creation
	 */
	public long invalidMessages() {
		return this.invalidMessages.sum();
	}

	/**
	 * Add a listener.
	 * @param channel the channel to listen to
	 * @param listener the listener
	 * @param onLeave callback invoked when the listener was removed
	 * @return the subscription of the listener
	 */
	public BusSubscription add(String channel, NotificationListener listener, Runnable onLeave) {
		Registration registration = new Registration(listener);
		this.registrations.compute(channel, (key, present) -> {
			List<Registration> all = (present != null) ? present : new CopyOnWriteArrayList<>();
			all.add(registration);
			return all;
		});
		return () -> {
			this.registrations.computeIfPresent(channel, (key, present) -> {
				present.remove(registration);
				return (present.isEmpty()) ? null : present;
			});
			onLeave.run();
		};
	}

	/**
	 * Whether no channel has listeners.
	 * @return whether there is nothing to subscribe to
	 */
	public boolean isEmpty() {
		return this.registrations.isEmpty();
	}

	/**
	 * Channels that have listeners.
	 * @return the names, a snapshot
	 */
	public Set<String> channels() {
		return Set.copyOf(this.registrations.keySet());
	}

	/**
	 * Tell all listeners of a channel that their subscription is active.
	 * @param channel name of the channel
	 */
	public void onSubscribed(String channel) {
		this.registrations.getOrDefault(channel, List.of()).forEach(Registration::subscribed);
	}

	/**
	 * Tell one listener that its subscription is active, since the channel was active
	 * before the listener was added.
	 * @param channel name of the channel
	 * @param listener the listener
	 */
	public void onSubscribed(String channel, NotificationListener listener) {
		this.registrations.getOrDefault(channel, List.of())
			.stream()
			.filter((registration) -> registration.listener == listener)
			.forEach(Registration::subscribed);
	}

	/**
	 * Dispatch a message.
	 * @param channel channel of the message
	 * @param message the message
	 */
	public void onMessage(String channel, byte[] message) {
		List<Registration> listening = this.registrations.get(channel);
		if (listening == null) {
			return;
		}
		try {
			Notification notification = this.codec.decode(channel, message);
			listening.forEach((registration) -> registration.deliver(notification));
		}
		catch (IllegalArgumentException ex) {
			this.invalidMessages.increment();
			logger.debug("Ignored a message on channel '" + channel + "': " + ex.getMessage());
		}
	}

	private static final class Registration {

		private final NotificationListener listener;

		Registration(NotificationListener listener) {
			this.listener = listener;
		}

		void subscribed() {
			try {
				this.listener.onSubscribed();
			}
			catch (Throwable ex) {
				logger.warn("A listener failed when its subscription became active", ex);
			}
		}

		void deliver(Notification notification) {
			try {
				this.listener.onNotification(notification);
			}
			catch (Throwable ex) {
				// also errors: the other listeners and the connection have no part in it
				logger.warn("A listener failed on " + notification, ex);
			}
		}

	}

}
