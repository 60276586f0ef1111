package io.github.dualstream.feed.web;

import io.github.dualstream.Source;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * Thrown when a client may not read a source.
 */
final class SourceDeniedException extends ErrorResponseException {

	SourceDeniedException(Source source) {
		super(HttpStatus.FORBIDDEN, detail(source), null);
	}

	private static ProblemDetail detail(Source source) {
		ProblemDetail detail = ProblemDetail.forStatusAndDetail(HttpStatus.FORBIDDEN,
				"Source '" + source + "' may not be read");
		detail.setProperty("source", source.toString());
		return detail;
	}

}
