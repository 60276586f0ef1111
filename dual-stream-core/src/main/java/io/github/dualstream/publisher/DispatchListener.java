package io.github.dualstream.publisher;

import java.time.Duration;
import java.util.List;

/**
 * Told what becomes of notifications: each accepted one is later sent, dropped or
 * unknown, exactly once. Thread-safe; must neither block nor throw.
 */
public interface DispatchListener {

	/**
	 * Several listeners as one.
	 * @param listeners the listeners
	 * @return tells each of them, in their order
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
