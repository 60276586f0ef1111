package io.github.dualstream.consumer;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Decision about an event after a failed attempt.
 */
public sealed interface FailureDecision {

	/**
	 * Handle the event again, after the back-off of the retry policy.
	 * @return the decision
	 */
	static FailureDecision retry() {
		return new Retry(null);
	}

	/**
	 * Handle the event again after a delay.
	 * @param delay time to wait, from zero
	 * @return the decision
	 */
	static FailureDecision retryAfter(Duration delay) {
		return new Retry(delay);
	}

	/**
	 * Send the event to the dead-letter topic.
	 * @return the decision
	 */
	static FailureDecision deadLetter() {
		return new DeadLetter();
	}

	/**
	 * Complete the event as if it had been handled. It is lost to the group.
	 * @return the decision
	 */
	static FailureDecision skip() {
		return new Skip();
	}

	/**
	 * See {@link FailureDecision#retry()}.
	 *
	 * @param delay time to wait; {@code null} for the back-off of the retry policy
	 */
	record Retry(@Nullable Duration delay) implements FailureDecision {

		public Retry {
			if (delay != null && delay.isNegative()) {
				throw new IllegalArgumentException("delay must not be negative");
			}
		}

	}

	/** See {@link FailureDecision#deadLetter()}. */
	record DeadLetter() implements FailureDecision {
	}

	/** See {@link FailureDecision#skip()}. */
	record Skip() implements FailureDecision {
	}

}
