package io.github.dualstream.benchmarks.engines;

/**
 * Notifications by a bare client. Subscribed to the channels of all sources.
 */
interface BareBus extends AutoCloseable {

	/**
	 * Publish a notification.
	 * @param number number of the order
	 * @param message the notification
	 */
	void publish(int number, String message);

	@Override
	void close();

}
