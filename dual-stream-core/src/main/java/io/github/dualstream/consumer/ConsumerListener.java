package io.github.dualstream.consumer;

import java.time.Duration;
import java.util.List;

/**
 * Told what becomes of the events of a consumer. Thread-safe; must neither block nor
 * throw.
 */
public interface ConsumerListener {

	/** Takes no notice. */
	ConsumerListener NONE = of(List.of());

	/**
	 * Several listeners as one.
	 * @param listeners the listeners
	 * @return tells each of them, in their order
	 */
	static ConsumerListener of(List<ConsumerListener> listeners) {
		return new ConsumerListener() {

			@Override
			public void handled(String group, String topic, int events, Duration time, Outcome outcome) {
				listeners.forEach((listener) -> listener.handled(group, topic, events, time, outcome));
			}

			@Override
			public void deadLetter(String group, String topic, boolean kept) {
				listeners.forEach((listener) -> listener.deadLetter(group, topic, kept));
			}

		};
	}

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
