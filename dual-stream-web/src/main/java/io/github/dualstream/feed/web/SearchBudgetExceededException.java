package io.github.dualstream.feed.web;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * Thrown when the log was searched enough for a client.
 */
final class SearchBudgetExceededException extends ErrorResponseException {

	SearchBudgetExceededException(long retryAfterSeconds) {
		super(HttpStatus.TOO_MANY_REQUESTS,
				ProblemDetail.forStatusAndDetail(HttpStatus.TOO_MANY_REQUESTS,
						"Your requests made the log be searched too much within a minute; retry in " + retryAfterSeconds
								+ " seconds"),
				null);
		getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(retryAfterSeconds));
	}

}
