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
import org.springframework.web.bind.annotation.ExceptionHandler;

/**
 * Base class of the endpoints, with problem details for their errors (RFC 9457).
 */
abstract class FeedEndpoint {

	private static final Logger logger = LoggerFactory.getLogger(FeedEndpoint.class);

	private static final String RETRY_AFTER_SECONDS = "5";

	@ExceptionHandler
	public ResponseEntity<byte[]> invalid(InvalidParameterException ex) {
		return problem(HttpStatus.BAD_REQUEST, ex, "parameter", ex.parameter());
	}

	@ExceptionHandler
	public ResponseEntity<byte[]> denied(SourceDeniedException ex) {
		return problem(HttpStatus.FORBIDDEN, ex, "source", ex.source().toString());
	}

	@ExceptionHandler
	public ResponseEntity<byte[]> undecided(UndecidedAccessException ex) {
		return answer(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, ex.getMessage()), retryAfter());
	}

	@ExceptionHandler
	public ResponseEntity<byte[]> foreign(OriginDeniedException ex) {
		return answer(ProblemDetail.forStatusAndDetail(HttpStatus.FORBIDDEN, ex.getMessage()), HttpHeaders.EMPTY);
	}

	@ExceptionHandler
	public ResponseEntity<byte[]> notASocket(UpgradeRequiredException ex) {
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.UPGRADE, "websocket");
		return answer(ProblemDetail.forStatusAndDetail(HttpStatus.UPGRADE_REQUIRED, ex.getMessage()), headers);
	}

	@ExceptionHandler
	public ResponseEntity<byte[]> tooMany(TooManyConnectionsException ex) {
		HttpStatus status = ex.ofClient() ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.SERVICE_UNAVAILABLE;
		return answer(ProblemDetail.forStatusAndDetail(status, ex.getMessage()), retryAfter());
	}

	@ExceptionHandler
	public ResponseEntity<byte[]> searchedEnough(SearchBudgetExceededException ex) {
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.RETRY_AFTER, Long.toString(ex.retryAfterSeconds()));
		return answer(ProblemDetail.forStatusAndDetail(HttpStatus.TOO_MANY_REQUESTS, ex.getMessage()), headers);
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
		return answer(problem, retryAfter());
	}

	private static HttpHeaders retryAfter() {
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
		return headers;
	}

	private static ResponseEntity<byte[]> problem(HttpStatus status, Exception ex, String property, String value) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, ex.getMessage());
		problem.setProperty(property, value);
		return answer(problem, HttpHeaders.EMPTY);
	}

	private static ResponseEntity<byte[]> answer(ProblemDetail problem, HttpHeaders headers) {
		return ResponseEntity.status(problem.getStatus())
			.headers(headers)
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(FeedJson.problem(problem));
	}

}
