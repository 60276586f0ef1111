package io.github.dualstream.schedule;

import org.jspecify.annotations.Nullable;

/**
 * State of a long-lived thread.
 *
 * @param name name of the thread
 * @param failures number of failures, from 0
 * @param cause last failure, unless the thread has succeeded since; {@code null} if it
 * works
 */
public record ThreadStatus(String name, long failures, @Nullable Throwable cause) {

	/**
	 * Whether the thread is failing at the moment.
	 * @return whether its last attempt failed
	 */
	public boolean isFailing() {
		return this.cause != null;
	}

}
