package io.github.dualstream.transport;

/**
 * Listener for the notifications of a channel.
 */
@FunctionalInterface
public interface NotificationListener {

	/**
	 * Called for each notification, by the bus's own thread. Must neither block nor
	 * throw.
	 * @param notification the notification, not to be trusted before the log confirms it
	 */
	void onNotification(Notification notification);

	/**
	 * Called when the subscription becomes active, for the first time or again. Earlier
	 * notifications may not have arrived. Called by the bus's own thread; must neither
	 * block nor throw.
	 */
	default void onSubscribed() {
	}

}
