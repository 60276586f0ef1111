package io.github.dualstream.heartbeat;

import java.time.Duration;

/**
 * Told how long the beats of this service were on their way. Thread-safe; must neither
 * block nor throw.
 */
public interface HeartbeatListener {

	/** Takes no notice. */
	HeartbeatListener NONE = new HeartbeatListener() {

		@Override
		public void acknowledged(Duration roundTrip) {
		}

		@Override
		public void heard(Duration roundTrip) {
		}

	};

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
