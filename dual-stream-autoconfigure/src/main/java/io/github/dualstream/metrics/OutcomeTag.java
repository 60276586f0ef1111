package io.github.dualstream.metrics;

import io.github.dualstream.BackpressureException;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.PublishResult;
import io.github.dualstream.RejectedException;
import org.jspecify.annotations.Nullable;

/**
 * How a publish ended, as meters and spans spell it.
 */
final class OutcomeTag {

	static final String SUCCESS = "success";

	static final String STORED = "stored";

	private OutcomeTag() {
	}

	static String of(@Nullable PublishResult result, @Nullable Throwable failure) {
		if (failure == null) {
			return (result != null && result.isStored()) ? STORED : SUCCESS;
		}
		if (failure instanceof RejectedException || failure instanceof BackpressureException) {
			return "rejected";
		}
		return (failure instanceof PublishFailedException) ? "failure" : "unknown";
	}

}
