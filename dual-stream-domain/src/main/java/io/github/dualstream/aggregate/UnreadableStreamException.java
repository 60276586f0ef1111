package io.github.dualstream.aggregate;

import io.github.dualstream.Source;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the state of an aggregate cannot be derived from its stream. The stream is
 * not changed; a corrected application can read it.
 */
public final class UnreadableStreamException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Source source;

	private final long version;

	UnreadableStreamException(Source source, long version, String problem, @Nullable Throwable cause) {
		super("Stream '" + source + "' cannot be read at version " + version + ": " + problem, cause);
		this.source = source;
		this.version = version;
	}

	/**
	 * Source of the stream.
	 * @return the source
	 */
	public Source source() {
		return this.source;
	}

	/**
	 * Version at which the stream cannot be read.
	 * @return a version
	 */
	public long version() {
		return this.version;
	}

}
