package io.github.dualstream.outbox;

import java.time.Duration;
import java.util.List;

/**
 * Told what the relay does. Called by its thread; must neither block nor throw.
 */
public interface RelayListener {

	/**
	 * Several listeners as one.
	 * @param listeners the listeners
	 * @return tells each of them, in their order
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
	 * The log acknowledged an event.
	 * @param sinceStored how long after it was stored
	 */
	void sent(Duration sinceStored);

	/**
	 * The log did not take an event, which is tried again.
	 */
	void retrying();

	/**
	 * An event was given up.
	 */
	void gaveUp();

}
