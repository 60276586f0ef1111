package io.github.dualstream.sample;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;

import io.github.dualstream.BatchResult;
import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.PublishOutcome;
import io.github.dualstream.RejectedException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes GitHub's webhook deliveries.
 */
@RestController
class GithubWebhookController {

	/** What is read, and not verified yet, must not fill the heap. */
	private static final int MAX_AT_A_TIME = 16;

	private final Semaphore places = new Semaphore(MAX_AT_A_TIME);

	private final int maxBody;

	private final DualStreamPublisher publisher;

	private final WebhookSignature signature;

	GithubWebhookController(@EventPublisher DualStreamPublisher publisher, WebhookSignature signature,
			GithubProperties properties) {
		this.maxBody = Math.toIntExact(properties.maxBody().toBytes());
		this.publisher = publisher;
		this.signature = signature;
	}

	@PostMapping(path = "/webhooks/github", consumes = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<Accepted> receive(
			@RequestHeader(name = GithubDelivery.EVENT_HEADER, required = false) @Nullable String event,
			@RequestHeader(name = GithubDelivery.DELIVERY_HEADER, required = false) @Nullable String delivery,
			@RequestHeader(name = "X-Hub-Signature-256", required = false) @Nullable String signature,
			HttpServletRequest request) throws IOException {
		if (!this.signature.isWellFormed(signature)) {
			throw unsigned();
		}
		if (!this.places.tryAcquire()) {
			throw problem(HttpStatus.SERVICE_UNAVAILABLE, "body",
					"Too many deliveries at the same time; deliver again");
		}
		try {
			return publish(event, delivery, read(request), signature);
		}
		finally {
			this.places.release();
		}
	}

	private ResponseEntity<Accepted> publish(@Nullable String event, @Nullable String delivery, byte[] body,
			@Nullable String signature) {
		if (!this.signature.isValid(body, signature)) {
			throw unsigned();
		}
		BatchResult result = this.publisher.publishAll(GithubDelivery.of(event, delivery, body).events());
		List<PublishedEvent> events = result.outcomes().stream().map(PublishedEvent::of).toList();
		if (!result.isSuccess()) {
			throw failure(result.failures(), events);
		}
		return ResponseEntity.accepted().body(new Accepted(events));
	}

	private static ErrorResponseException unsigned() {
		return problem(HttpStatus.UNAUTHORIZED, "X-Hub-Signature-256",
				"X-Hub-Signature-256 is not the signature of the body with sample.github.webhook-secret");
	}

	private byte[] read(HttpServletRequest request) throws IOException {
		byte[] body = (request.getContentLengthLong() <= this.maxBody)
				? request.getInputStream().readNBytes(this.maxBody + 1) : null;
		if (body == null || body.length > this.maxBody) {
			throw problem(HttpStatus.CONTENT_TOO_LARGE, "body",
					"body is larger than " + this.maxBody + " bytes (sample.github.max-body)");
		}
		return body;
	}

	private static ErrorResponseException failure(List<PublishOutcome> failures, List<PublishedEvent> events) {
		for (PublishOutcome failure : failures) {
			if (failure.failure() instanceof RejectedException rejected) {
				throw rejected;
			}
		}
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
				"Not all events were acknowledged; deliver again, the events will have the same ids");
		problem.setProperty("events", events);
		return new ErrorResponseException(HttpStatus.SERVICE_UNAVAILABLE, problem, null);
	}

	@ExceptionHandler
	ProblemDetail invalid(InvalidDeliveryException ex) {
		return problem(HttpStatus.BAD_REQUEST, ex.field(), String.valueOf(ex.getMessage())).getBody();
	}

	@ExceptionHandler
	ProblemDetail rejected(RejectedException ex) {
		// that the body is JSON is certain by now, so it can only be too large
		return ex.field().equals("data")
				? problem(HttpStatus.CONTENT_TOO_LARGE, "body", String.valueOf(ex.getMessage())).getBody()
				: problem(HttpStatus.BAD_REQUEST, ex.field(), String.valueOf(ex.getMessage())).getBody();
	}

	private static ErrorResponseException problem(HttpStatus status, String field, String detail) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
		problem.setProperty("field", field);
		return new ErrorResponseException(status, problem, null);
	}

	/**
	 * The answer where every event was acknowledged.
	 *
	 * @param events the events
	 */
	record Accepted(List<PublishedEvent> events) {

	}

}
