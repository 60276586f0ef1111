package io.github.dualstream.feed.web;

import io.github.dualstream.Source;

/**
 * Thrown when a client may not read a source.
 */
final class SourceDeniedException extends RuntimeException {

	private final Source source;

	SourceDeniedException(Source source) {
		super("Source '" + source + "' may not be read");
		this.source = source;
	}

	Source source() {
		return this.source;
	}

}
