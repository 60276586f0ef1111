package io.github.dualstream.heartbeat;

import java.time.Duration;
import java.util.List;

/**
 * Told how long the beats of this service were on their way. Thread-safe; must neither
 * block nor throw.
 */
public interface HeartbeatListener {

	/**
	 * Several listeners as one.
	 * @param listeners the listeners
	 * @return tells each of them, in their order
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
	 * A beat was acknowledged by the log.
	 * @param roundTrip since it was published
	 */
	void acknowledged(Duration roundTrip);

	/**
	 * The notification of a beat came back.
	 * @param roundTrip since the beat was published
	 */
	void heard(Duration roundTrip);

}
