package io.github.dualstream.consumer.listener;

import java.lang.reflect.Method;

/**
 * Thrown at start for a method with
 * {@link io.github.dualstream.consumer.DualStreamListener} that cannot work.
 */
public final class InvalidListenerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	InvalidListenerException(Method method, String problem, String action) {
		super("@DualStreamListener " + method.getDeclaringClass().getSimpleName() + "." + method.getName() + "() "
				+ problem);
		this.action = action;
	}

	/**
	 * What to do about it.
	 * @return a sentence
	 */
	public String action() {
		return this.action;
	}

}
