package io.github.dualstream.feed.web;

import java.util.Locale;

import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.PositionUnavailableException;
import io.github.dualstream.transport.PrintableText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;

/**
 * Base class of the endpoints, with problem details for their errors (RFC 9457).
 */
abstract class FeedEndpoint {

	private static final Logger logger = LoggerFactory.getLogger(FeedEndpoint.class);

	static final String RETRY_AFTER_SECONDS = "5";

	@ExceptionHandler
	public ResponseEntity<byte[]> rejected(ErrorResponseException ex) {
		return answer(ex.getBody(), ex.getHeaders());
	}

	@ExceptionHandler
	public ResponseEntity<byte[]> gone(PositionUnavailableException ex) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.GONE, detail(ex.reason()));
		problem.setProperty("reason", ex.reason().name().toLowerCase(Locale.ROOT));
		return answer(problem, HttpHeaders.EMPTY);
	}

	/**
	 * Detail for clients; the exception's own message may contain offsets of other
	 * events.
	 */
	private static String detail(PositionUnavailableException.Reason reason) {
		String problem = switch (reason) {
			case EXPIRED -> "The events after the cursor are no longer in the log";
			case AHEAD -> "The log does not reach as far as the cursor";
			case FOREIGN -> "The cursor is of another topic or partition than the source";
		};
		return problem + "; query without 'after' to start anew";
	}

	@ExceptionHandler
	public ResponseEntity<byte[]> unavailable(LogUnavailableException ex) {
		logger.warn("Answering with status 503: {}", PrintableText.of(ex.getMessage()));
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
				"The log cannot be read at the moment; retry in " + RETRY_AFTER_SECONDS + " seconds");
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
		return answer(problem, headers);
	}

	private static ResponseEntity<byte[]> answer(ProblemDetail problem, HttpHeaders headers) {
		return ResponseEntity.status(problem.getStatus())
			.headers(headers)
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(FeedJson.problem(problem));
	}

}
