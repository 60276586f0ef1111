package io.github.dualstream.schedule;

import org.jspecify.annotations.Nullable;

/**
 * State of a long-lived thread.
 *
 * @param name name of the thread
 * @param failures number of times that it has thrown, from 0
 * @param cause what it threw last, while it has not succeeded since; {@code null} if it
 * works
 */
public record ThreadStatus(String name, long failures, @Nullable Throwable cause) {

	/**
	 * Whether the thread does not do its work now.
	 * @return whether its last attempt failed
	 */
	public boolean isFailing() {
		return this.cause != null;
	}

}
