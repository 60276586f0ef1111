package io.github.dualstream.feed.web;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a request parameter is not valid.
 */
final class InvalidParameterException extends RuntimeException {

	private final String parameter;

	/**
	 * Create the exception.
	 * @param parameter name of the parameter
	 * @param problem the problem and its remedy, phrased to follow the parameter's name
	 * @param cause the underlying problem, if any
	 */
	InvalidParameterException(String parameter, String problem, @Nullable Throwable cause) {
		super("Parameter '" + parameter + "' " + problem, cause);
		this.parameter = parameter;
	}

	String parameter() {
		return this.parameter;
	}

}
