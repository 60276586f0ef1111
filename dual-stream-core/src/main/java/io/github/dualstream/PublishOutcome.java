package io.github.dualstream;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Outcome of one event of a batch: either {@link #result()} or {@link #failure()} is
 * present, never both.
 *
 * @param event the event
 * @param result the acknowledgement, if there was one
 * @param failure the reason if there was none
 */
public record PublishOutcome(Event event, @Nullable PublishResult result, @Nullable DualStreamException failure) {

	/**
	 * Whether the log acknowledged the event.
	 * @return {@code true} if there is a {@link #result()}
	 */
	public boolean isSuccess() {
		return this.result != null;
	}

	/**
	 * The acknowledgement.
	 * @return the result
	 * @throws DualStreamException the {@link #failure()}, if there is no result
	 */
	public PublishResult get() {
		if (this.result != null) {
			return this.result;
		}
		throw (this.failure != null) ? this.failure
				: new IllegalStateException("an outcome has either a result or a failure");
	}

	/** JSON of the outcome, for a controller that returns it. */
	@JsonValue
	Map<String, Object> json() {
		if (this.result != null) {
			return this.result.json();
		}
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("eventId", this.event.id());
		json.put("failure", (this.failure != null) ? this.failure.getClass().getSimpleName() : "");
		return json;
	}

	static PublishOutcome await(Event event, CompletableFuture<PublishResult> pending) {
		try {
			return new PublishOutcome(event, pending.get(), null);
		}
		catch (ExecutionException ex) {
			return new PublishOutcome(event, null, asFailure(event, ex));
		}
		catch (CancellationException ex) {
			return new PublishOutcome(event, null, new UnknownOutcomeException(
					"Publishing event '" + event.id() + "' was cancelled; it may be in the log", ex));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return new PublishOutcome(event, null, new UnknownOutcomeException(
					"Interrupted while waiting for the acknowledgement of event '" + event.id() + "'", ex));
		}
	}

	private static DualStreamException asFailure(Event event, ExecutionException ex) {
		return (ex.getCause() instanceof DualStreamException failure) ? failure : new UnknownOutcomeException(
				"Unexpected failure while publishing event '" + event.id() + "'; it may be in the log", ex);
	}

}
