package io.github.dualstream.feed;

import java.util.Collection;
import java.util.Set;

import io.github.dualstream.Source;
import org.jspecify.annotations.Nullable;

/**
 * Request of a client for a feed.
 *
 * @param sources sources of the feed, at least one
 * @param after cursor to resume after; {@code null} to begin
 * @param reset reason for a reset as the first message, because the client's cursor is
 * invalid; {@code null} for no reset
 * @param recent number of recent events of each source to begin with, from 0; also if a
 * cursor cannot be honoured
 */
public record FeedRequest(Set<Source> sources, @Nullable Cursor after, @Nullable ResetReason reset, int recent) {

	/** Maximum number of recent events of each source. */
	public static final int MAX_RECENT = 1000;

	/** Default number of recent events of each source. */
	public static final int DEFAULT_RECENT = 50;

	public FeedRequest {
		if (sources.isEmpty() || recent < 0) {
			throw new IllegalArgumentException("a feed requires at least one source, and recent must not be negative");
		}
		sources = Set.copyOf(sources);
	}

	/**
	 * Create a request that begins with recent events.
	 * @param sources sources of the feed, at least one; duplicates are ignored
	 * @param recent number of recent events of each source to begin with, from 0
	 * @return the request
	 */
	public static FeedRequest begin(Collection<Source> sources, int recent) {
		return new FeedRequest(Set.copyOf(sources), null, null, recent);
	}

	/**
	 * Create a request that resumes from a client's cursor.
	 * @param sources sources of the feed, at least one; duplicates are ignored
	 * @param cursor text of the client's cursor, which may be invalid
	 * @param recent number of recent events of each source to begin with if the cursor
	 * cannot be honoured, from 0
	 * @return the request
	 */
	public static FeedRequest resume(Collection<Source> sources, String cursor, int recent) {
		try {
			return new FeedRequest(Set.copyOf(sources), Cursor.parse(cursor), null, recent);
		}
		catch (IllegalArgumentException ex) {
			return new FeedRequest(Set.copyOf(sources), null, ResetReason.INVALID, recent);
		}
	}

}
