package io.github.dualstream.publisher;

import java.time.Duration;

/**
 * Told what becomes of notifications: each accepted one is later sent, dropped or
 * unknown, exactly once. Thread-safe; must neither block nor throw.
 */
public interface DispatchListener {

	/** Takes no notice. */
	DispatchListener NONE = new DispatchListener() {

		@Override
		public void accepted() {
		}

		@Override
		public void sent(Duration sinceAcknowledgement) {
		}

		@Override
		public void dropped(DropReason reason, int count) {
		}

		@Override
		public void unknown(int count) {
		}

	};

	/**
	 * A notification was handed in.
	 */
	void accepted();

	/**
	 * A notification was sent.
	 * @param sinceAcknowledgement how long after the log's acknowledgement
	 */
	void sent(Duration sinceAcknowledgement);

	/**
	 * Notifications were dropped.
	 * @param reason why
	 * @param count how many
	 */
	void dropped(DropReason reason, int count);

	/**
	 * Notifications may or may not have been sent.
	 * @param count how many
	 */
	void unknown(int count);

}
