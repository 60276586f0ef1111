package io.github.dualstream.outbox;

import java.time.Duration;

/**
 * Told what the relay does. Called by its thread; must neither block nor throw.
 */
public interface RelayListener {

	/** Takes no notice. */
	RelayListener NONE = new RelayListener() {

		@Override
		public void sent(Duration sinceStored) {
		}

		@Override
		public void retrying() {
		}

		@Override
		public void gaveUp() {
		}

	};

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
