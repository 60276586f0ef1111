package io.github.dualstream.transport;

import io.github.dualstream.Position;
import io.github.dualstream.Source;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a source's history to read.
 *
 * @param topic the topic of the source
 * @param source the source
 * @param after read the oldest events behind this position; {@code null} for the most
 * recent ones
 * @param limit how many events at the most, from 1
 */
public record HistoryRequest(String topic, Source source, @Nullable Position after, int limit) {

	public HistoryRequest {
		if (limit < 1) {
			throw new IllegalArgumentException("limit must be at least 1");
		}
	}

}
