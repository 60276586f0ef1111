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

}
