package io.github.dualstream.consumer;

import java.time.Duration;

/**
 * Told what becomes of the events of a consumer. Thread-safe; must neither block nor
 * throw.
 */
public interface ConsumerListener {

	/** Takes no notice. */
	ConsumerListener NONE = new ConsumerListener() {

		@Override
		public void handled(String group, String topic, int events, Duration time, Outcome outcome) {
		}

		@Override
		public void deadLetter(String group, String topic, boolean kept) {
		}

	};

	/**
	 * A handler was called.
	 * @param group the consumer's group
	 * @param topic where the first of the events lies
	 * @param events how many it was given
	 * @param time how long it took
	 * @param outcome how it ended
	 */
	void handled(String group, String topic, int events, Duration time, Outcome outcome);

	/**
	 * An entry was given up.
	 * @param group the consumer's group
	 * @param topic where the entry lies
	 * @param kept whether it is with the dead letters; if not, that is tried again
	 */
	void deadLetter(String group, String topic, boolean kept);

	/**
	 * How a call of a handler ended.
	 */
	enum Outcome {

		/** It returned. */
		SUCCESS,
		/** It threw. */
		FAILURE,
		/** It was interrupted, or left to itself. */
		TIMEOUT

	}

}
