package io.github.dualstream.feed.web;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * Thrown for a request from a page of an origin that is not allowed.
 */
final class OriginDeniedException extends ErrorResponseException {

	OriginDeniedException() {
		super(HttpStatus.FORBIDDEN,
				ProblemDetail.forStatusAndDetail(HttpStatus.FORBIDDEN,
						"This origin is not allowed; allowed origins are set by dual-stream.web.allowed-origins"),
				null);
	}

}
