package io.github.dualstream.feed.web;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * Thrown when a connection limit is reached.
 */
final class TooManyConnectionsException extends ErrorResponseException {

	/**
	 * Create the exception.
	 * @param status status that says whose limit it is
	 * @param message the problem
	 */
	TooManyConnectionsException(HttpStatus status, String message) {
		super(status, ProblemDetail.forStatusAndDetail(status, message), null);
		getHeaders().set(HttpHeaders.RETRY_AFTER, FeedEndpoint.RETRY_AFTER_SECONDS);
	}

}
