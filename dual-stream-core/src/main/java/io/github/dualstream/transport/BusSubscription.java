package io.github.dualstream.transport;

/**
 * Subscription of a listener to a channel. Thread-safe.
 */
public interface BusSubscription extends AutoCloseable {

	/**
	 * Stop listening. Returns at once and may be called again; a notification that is
	 * being delivered may still arrive.
	 */
	@Override
	void close();

}
