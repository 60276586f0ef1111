package io.github.dualstream.consumer.listener;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;

/**
 * Thrown at startup for an invalid method with
 * {@link io.github.dualstream.consumer.DualStreamListener}, or another method that
 * handles events.
 */
public final class InvalidListenerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	InvalidListenerException(Class<? extends Annotation> annotation, Method method, String problem, String action) {
		super("@" + annotation.getSimpleName() + " " + method.getDeclaringClass().getSimpleName() + "."
				+ method.getName() + "() " + problem);
		this.action = action;
	}

	/**
	 * Suggested action.
	 * @return a sentence
	 */
	public String action() {
		return this.action;
	}

}
