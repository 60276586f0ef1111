package io.github.dualstream.aggregate;

import io.github.dualstream.Source;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.OptimisticLockingFailureException;

/**
 * Thrown when a stream does not end with the version that the caller expected: another
 * append was first. Load the stream again, and decide again.
 */
public final class ConcurrencyException extends OptimisticLockingFailureException {

	private static final long serialVersionUID = 1L;

	private final transient Source source;

	private final long expectedVersion;

	/**
	 * Create the exception.
	 * @param source source of the stream
	 * @param expectedVersion version that the caller expected
	 * @param cause the failure reported by the database, if any
	 */
	public ConcurrencyException(Source source, long expectedVersion, @Nullable Throwable cause) {
		super("Stream '" + source + "' does not end with version " + expectedVersion
				+ ", so nothing was appended. Load it again, and decide again.", cause);
		this.source = source;
		this.expectedVersion = expectedVersion;
	}

	/**
	 * Source of the stream.
	 * @return the source
	 */
	public Source source() {
		return this.source;
	}

	/**
	 * Version that the caller expected.
	 * @return a version
	 */
	public long expectedVersion() {
		return this.expectedVersion;
	}

}
