package io.github.dualstream.feed.web;

/**
 * The log is not searched for a client at the moment, as it was searched enough.
 */
final class SearchBudgetExceededException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final long retryAfterSeconds;

	SearchBudgetExceededException(long retryAfterSeconds) {
		super("Your requests made the log be searched too much within a minute; retry in " + retryAfterSeconds
				+ " seconds");
		this.retryAfterSeconds = retryAfterSeconds;
	}

	long retryAfterSeconds() {
		return this.retryAfterSeconds;
	}

}
