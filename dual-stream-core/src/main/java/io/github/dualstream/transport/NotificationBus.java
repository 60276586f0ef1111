package io.github.dualstream.transport;

import java.util.List;

/**
 * Carries notifications to whoever listens at the moment, at most once and without
 * promise.
 */
public interface NotificationBus {

	/**
	 * Send a batch in one round trip, in its order. Called by one thread at a time.
	 * Blocks for a bounded time.
	 * @param batch what to send, at least one notification
	 * @throws NotificationException if not all of the batch is known to be sent
	 */
	void publish(List<Notification> batch) throws NotificationException;

	/**
	 * Listen to one channel. Does not wait for the bus: while it is away, nothing is
	 * heard, and the subscription comes to life by itself once it is back. Thread-safe.
	 * @param channel the channel, as {@link ChannelNaming} names it
	 * @param listener called in the order of arrival by the bus's own thread, which must
	 * not be blocked
	 * @return the subscription, to be closed when nobody listens any more
	 */
	BusSubscription subscribe(String channel, NotificationListener listener);

}
