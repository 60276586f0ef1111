package io.github.dualstream.consumer;

import java.time.Duration;
import java.util.List;

/**
 * Listener for the outcomes of a consumer's events. Thread-safe; must neither block nor
 * throw.
 */
public interface ConsumerListener {

	/** Listener that does nothing. */
	ConsumerListener NONE = of(List.of());

	/**
	 * Combine several listeners into one.
	 * @param listeners the listeners
	 * @return a listener that calls each of them, in their order
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

			@Override
			public void deadLettered(EventDeadLettered deadLettered) {
				listeners.forEach((listener) -> listener.deadLettered(deadLettered));
			}

			@Override
			public void skipped(String group, String topic) {
				listeners.forEach((listener) -> listener.skipped(group, topic));
			}

		};
	}

	/**
	 * Called after a call of the handler.
	 * @param group the consumer's group
	 * @param topic topic of the first event
	 * @param events number of events in the call
	 * @param time duration of the call
	 * @param outcome outcome of the call
	 */
	void handled(String group, String topic, int events, Duration time, Outcome outcome);

	/**
	 * Called when a record has no attempts left.
	 * @param group the consumer's group
	 * @param topic topic of the record
	 * @param kept whether it was written to the dead-letter topic; if not, that is
	 * retried
	 */
	void deadLetter(String group, String topic, boolean kept);

	/**
	 * Called after {@link #deadLetter}, when a record was written to the dead-letter
	 * topic.
	 * @param deadLettered the record and its cause
	 */
	default void deadLettered(EventDeadLettered deadLettered) {
	}

	/**
	 * Called when a record that could not be handled is completed without a dead-letter
	 * record: by a {@link FailureDecider}, or because its consumer is a broadcast.
	 * @param group the consumer's group
	 * @param topic topic of the record
	 */
	default void skipped(String group, String topic) {
	}

	/**
	 * Outcome of a call of a handler.
	 */
	enum Outcome {

		/** The handler returned. */
		SUCCESS,
		/** The handler threw an exception. */
		FAILURE,
		/** The handler was interrupted, or abandoned. */
		TIMEOUT

	}

}
