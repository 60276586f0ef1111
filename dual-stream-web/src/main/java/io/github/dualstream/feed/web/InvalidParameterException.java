package io.github.dualstream.feed.web;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * Thrown when a request parameter is not valid.
 */
final class InvalidParameterException extends ErrorResponseException {

	/**
	 * Create the exception.
	 * @param parameter name of the parameter
	 * @param problem the problem and its remedy, phrased to follow the parameter's name
	 * @param cause the underlying problem, if any
	 */
	InvalidParameterException(String parameter, String problem, @Nullable Throwable cause) {
		super(HttpStatus.BAD_REQUEST, detail(parameter, problem), cause);
	}

	private static ProblemDetail detail(String parameter, String problem) {
		ProblemDetail detail = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
				"Parameter '" + parameter + "' " + problem);
		detail.setProperty("parameter", parameter);
		return detail;
	}

}
