package io.github.dualstream.consumer;

import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

/**
 * Number of the current attempt to handle an event, for handlers and their decorators.
 */
public final class HandlingAttempt {

	/** Set for further attempts only, so that the first one costs nothing. */
	private static final ThreadLocal<@Nullable Integer> NUMBER = new ThreadLocal<>();

	private HandlingAttempt() {
	}

	/**
	 * Number of the attempt that the current thread makes. Attempts are counted by each
	 * group member: another member begins with 1 again.
	 * @return the number, from 1
	 */
	public static int number() {
		Integer number = NUMBER.get();
		return (number != null) ? number : 1;
	}

	static void run(int number, Callable<@Nullable Void> attempt) throws Exception {
		NUMBER.set(number);
		try {
			Object unused = attempt.call();
		}
		finally {
			NUMBER.remove();
		}
	}

}
