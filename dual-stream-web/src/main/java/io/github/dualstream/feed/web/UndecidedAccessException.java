package io.github.dualstream.feed.web;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * Thrown when the authorizer failed instead of deciding.
 */
final class UndecidedAccessException extends ErrorResponseException {

	UndecidedAccessException(Throwable cause) {
		super(HttpStatus.SERVICE_UNAVAILABLE, ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
				"The permission to read cannot be determined at the moment"), cause);
		getHeaders().set(HttpHeaders.RETRY_AFTER, FeedEndpoint.RETRY_AFTER_SECONDS);
	}

}
