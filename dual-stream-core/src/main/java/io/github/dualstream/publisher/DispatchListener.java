package io.github.dualstream.publisher;

import java.time.Duration;
import java.util.List;

/**
 * Listener for the outcomes of notifications: each accepted one is later sent, dropped or
 * unknown, exactly once. Thread-safe; must neither block nor throw.
 */
public interface DispatchListener {

	/**
	 * Combine several listeners into one.
	 * @param listeners the listeners
	 * @return a listener that calls each of them, in their order
	 */
	static DispatchListener of(List<DispatchListener> listeners) {
		return new DispatchListener() {

			@Override
			public void accepted() {
				listeners.forEach((listener) -> listener.accepted());
			}

			@Override
			public void sent(Duration sinceAcknowledgement) {
				listeners.forEach((listener) -> listener.sent(sinceAcknowledgement));
			}

			@Override
			public void dropped(DropReason reason, int count) {
				listeners.forEach((listener) -> listener.dropped(reason, count));
			}

			@Override
			public void unknown(int count) {
				listeners.forEach((listener) -> listener.unknown(count));
			}

		};
	}

	/**
	 * Called when a notification was accepted.
	 */
	void accepted();

	/**
	 * Called when a notification was sent.
	 * @param sinceAcknowledgement time since the log's acknowledgement
	 */
	void sent(Duration sinceAcknowledgement);

	/**
	 * Called when notifications were dropped.
	 * @param reason reason for the drop
	 * @param count number of notifications
	 */
	void dropped(DropReason reason, int count);

	/**
	 * Called when it is unknown whether notifications were sent.
	 * @param count number of notifications
	 */
	void unknown(int count);

}
