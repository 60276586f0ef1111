package io.github.dualstream.transport;

/**
 * Hears the notifications of a channel.
 */
@FunctionalInterface
public interface NotificationListener {

	/**
	 * Called for each notification, by the bus's own thread. Must neither block nor
	 * throw.
	 * @param notification what arrived; not to be trusted before the log confirms it
	 */
	void onNotification(Notification notification);

	/**
	 * Called when the channel begins to be heard, for the first time or again. What was
	 * sent before may not have arrived. By the bus's own thread; must neither block nor
	 * throw.
	 */
	default void onSubscribed() {
	}

}
