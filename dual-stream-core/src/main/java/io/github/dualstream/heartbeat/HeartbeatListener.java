package io.github.dualstream.heartbeat;

import java.time.Duration;
import java.util.List;

/**
 * Listener for the round-trip times of this service's heartbeats. Thread-safe; must
 * neither block nor throw.
 */
public interface HeartbeatListener {

	/**
	 * Combine several listeners into one.
	 * @param listeners the listeners
	 * @return a listener that calls each of them, in their order
	 */
	static HeartbeatListener of(List<HeartbeatListener> listeners) {
		return new HeartbeatListener() {

			@Override
			public void acknowledged(Duration roundTrip) {
				listeners.forEach((listener) -> listener.acknowledged(roundTrip));
			}

			@Override
			public void heard(Duration roundTrip) {
				listeners.forEach((listener) -> listener.heard(roundTrip));
			}

		};
	}

	/**
	 * Called when the log has acknowledged a heartbeat.
	 * @param roundTrip time since it was published
	 */
	void acknowledged(Duration roundTrip);

	/**
	 * Called when the notification of a heartbeat has arrived.
	 * @param roundTrip time since the heartbeat was published
	 */
	void heard(Duration roundTrip);

}
