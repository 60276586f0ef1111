package io.github.dualstream.observation;

import io.github.dualstream.BackpressureException;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.PublishResult;
import io.github.dualstream.RejectedException;
import org.jspecify.annotations.Nullable;

/**
 * Outcome of a publish as a tag of meters and spans.
 */
public final class OutcomeTag {

	/** The log has acknowledged the event. */
	public static final String SUCCESS = "success";

	/** The outbox has stored the event. */
	public static final String STORED = "stored";

	private OutcomeTag() {
	}

	/**
	 * Determine the tag of a publish.
	 * @param result the result, if there is one
	 * @param failure the failure, if there is one
	 * @return value of the tag
	 */
	public static String of(@Nullable PublishResult result, @Nullable Throwable failure) {
		if (failure == null) {
			return (result != null && result.isStored()) ? STORED : SUCCESS;
		}
		if (failure instanceof RejectedException || failure instanceof BackpressureException) {
			return "rejected";
		}
		return (failure instanceof PublishFailedException) ? "failure" : "unknown";
	}

}
