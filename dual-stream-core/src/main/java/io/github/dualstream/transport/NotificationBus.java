package io.github.dualstream.transport;

import java.util.List;

/**
 * Bus that delivers notifications to current subscribers, at most once and on a
 * best-effort basis.
 */
public interface NotificationBus {

	/**
	 * Send a batch in one round trip, in its order. Called by one thread at a time.
	 * Blocks for a bounded time.
	 * @param batch notifications to send, at least one
	 * @throws NotificationException if not all of the batch is known to be sent
	 */
	void publish(List<Notification> batch) throws NotificationException;

	/**
	 * Subscribe to one channel. Does not wait for the bus: while it is unavailable,
	 * nothing is delivered, and the subscription becomes active by itself once it is
	 * available again. Thread-safe.
	 * @param channel name of the channel, as given by {@link ChannelNaming}
	 * @param listener listener, called in the order of arrival by the bus's own thread,
	 * which must not be blocked
	 * @return the subscription, to be closed when it is no longer needed
	 */
	BusSubscription subscribe(String channel, NotificationListener listener);

}
