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
			public void sent(SentEvent sent, Duration sinceStored) {
				listeners.forEach((listener) -> listener.sent(sent, sinceStored));
			}

			@Override
			public void retrying(PendingEvent event, String cause) {
				listeners.forEach((listener) -> listener.retrying(event, cause));
			}

			@Override
			public void gaveUp(PendingEvent event, String cause) {
				listeners.forEach((listener) -> listener.gaveUp(event, cause));
			}

		};
	}

	/**
	 * Called when the log has acknowledged an event.
	 * @param sent the event and its position
	 * @param sinceStored time since the event was stored
	 */
	void sent(SentEvent sent, Duration sinceStored);

	/**
	 * Called when the log did not accept an event, which is retried.
	 * @param event the event
	 * @param cause reason why the log did not accept it
	 */
	void retrying(PendingEvent event, String cause);

	/**
	 * Called when an event was marked as failed.
	 * @param event the event
	 * @param cause reason why the log did not accept it
	 */
	void gaveUp(PendingEvent event, String cause);

}
