package io.github.dualstream.saga;

import java.time.Duration;
import java.time.Instant;

/**
 * Running saga, as its methods see it. What they request takes effect with the
 * transaction of the step. For the thread of the method, until it returns.
 */
public interface SagaContext {

	/**
	 * Id of the saga.
	 * @return the id, unique among the sagas of its name
	 */
	String id();

	/**
	 * Set a deadline, in place of an earlier one of the same name. If the saga is still
	 * running then, the method with {@link Deadline} is called.
	 * @param name name of the deadline
	 * @param delay time from now, not negative
	 * @throws IllegalArgumentException if the delay is negative or longer than a thousand
	 * years, or there is no such deadline
	 */
	void deadline(String name, Duration delay);

	/**
	 * Set a deadline, in place of an earlier one of the same name. One in the past is due
	 * at once.
	 * @param name name of the deadline
	 * @param due time of the deadline
	 * @throws IllegalArgumentException if the time is after the year 9999, or there is no
	 * such deadline
	 */
	void deadline(String name, Instant due);

	/**
	 * Cancel a deadline. Has no effect if it is not set.
	 * @param name name of the deadline
	 */
	void cancelDeadline(String name);

	/**
	 * Add a compensation to those that {@link #compensate} calls, in reverse order. May
	 * be added several times.
	 * @param name name of a {@link Compensation}
	 */
	void onCompensation(String name);

	/**
	 * End the saga by its compensations, the last one that was added first, in the
	 * transaction of this step.
	 * @param reason reason for the history, a few words
	 */
	void compensate(String reason);

	/**
	 * End the saga successfully.
	 */
	void complete();

}
