package io.github.dualstream.consumer;

import org.jspecify.annotations.Nullable;

/**
 * Decides what happens to an event after a failed attempt: retry, dead letter or skip.
 * Beans of this type are asked in their order; the first decision counts, also against
 * the maximum number of attempts and the fatal exceptions of the {@link RetryPolicy}. If
 * none decides, the policy does.
 * <p>
 * Not asked about records that are not events and about handlers that were abandoned,
 * which go to the dead-letter topic, and about a failed batch, whose events are handled
 * one by one first.
 */
@FunctionalInterface
public interface FailureDecider {

	/**
	 * Decide on an event.
	 * @param attempt the failed attempt
	 * @return the decision; {@code null} to leave it to the next decider, and in the end
	 * to the retry policy
	 */
	@Nullable FailureDecision decide(FailedAttempt attempt);

}
