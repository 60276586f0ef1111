package io.github.dualstream.transport.redis;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

import io.github.dualstream.transport.BusSubscription;
import io.github.dualstream.transport.Notification;
import io.github.dualstream.transport.NotificationListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Dispatches each message of a channel to all of its listeners, in the order of arrival.
 * Thread-safe.
 */
final class ChannelListeners {

	private static final Log logger = LogFactory.getLog(ChannelListeners.class);

	private final NotificationCodec codec;

	private final Map<String, List<Registration>> registrations = new ConcurrentHashMap<>();

	private final LongAdder invalidMessages = new LongAdder();

	ChannelListeners(NotificationCodec codec) {
		this.codec = codec;
	}

	boolean isWanted(String channel) {
		return this.registrations.containsKey(channel);
	}

	long invalidMessages() {
		return this.invalidMessages.sum();
	}

	/**
	 * Add a listener.
	 * @param channel the channel to listen to
	 * @param listener the listener
	 * @param onLeave callback invoked when the listener was removed
	 * @return the subscription of the listener
	 */
	BusSubscription add(String channel, NotificationListener listener, Runnable onLeave) {
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

	boolean isEmpty() {
		return this.registrations.isEmpty();
	}

	void onSubscribed(String channel) {
		this.registrations.getOrDefault(channel, List.of()).forEach(Registration::subscribed);
	}

	/** The channel of a listener was active before the listener came. */
	void onSubscribed(String channel, NotificationListener listener) {
		this.registrations.getOrDefault(channel, List.of())
			.stream()
			.filter((registration) -> registration.listener == listener)
			.forEach(Registration::subscribed);
	}

	void onMessage(String channel, byte[] message) {
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
