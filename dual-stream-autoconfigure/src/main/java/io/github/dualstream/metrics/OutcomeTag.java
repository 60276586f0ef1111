package io.github.dualstream.metrics;

import io.github.dualstream.BackpressureException;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.RejectedException;
import org.jspecify.annotations.Nullable;

/**
 * How a publish ended, as meters and spans spell it.
 */
final class OutcomeTag {

	static final String SUCCESS = "success";

	private OutcomeTag() {
	}

	static String of(@Nullable Throwable failure) {
		if (failure == null) {
			return SUCCESS;
		}
		if (failure instanceof RejectedException || failure instanceof BackpressureException) {
			return "rejected";
		}
		return (failure instanceof PublishFailedException) ? "failure" : "unknown";
	}

}
