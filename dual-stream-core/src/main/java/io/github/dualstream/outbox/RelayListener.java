package io.github.dualstream.outbox;

import java.time.Duration;
import java.util.List;

/**
 * Listener for the outcomes of the relay. Called by its thread; must neither block nor
 * throw.
 */
public interface RelayListener {

	/**
	 * Combine several listeners into one.
	 * @param listeners the listeners
	 * @return a listener that calls each of them, in their order
	 */
	static RelayListener of(List<RelayListener> listeners) {
		return new RelayListener() {

			@Override
			public void sent(Duration sinceStored) {
				listeners.forEach((listener) -> listener.sent(sinceStored));
			}

			@Override
			public void retrying() {
				listeners.forEach((listener) -> listener.retrying());
			}

			@Override
			public void gaveUp() {
				listeners.forEach((listener) -> listener.gaveUp());
			}

		};
	}

	/**
	 * Called when the log has acknowledged an event.
	 * @param sinceStored time since the event was stored
	 */
	void sent(Duration sinceStored);

	/**
	 * Called when the log did not accept an event, which is retried.
	 */
	void retrying();

	/**
	 * Called when an event was marked as failed.
	 */
	void gaveUp();

}
