package io.github.dualstream.feed;

import java.util.Collection;
import java.util.Set;

import io.github.dualstream.Source;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to see.
 *
 * @param sources at least one source
 * @param after go on behind this cursor; {@code null} to begin
 * @param reset what the client is told first, because it held a cursor that is none;
 * {@code null} for nothing
 * @param recent how many events of each source to begin with, from 0; also where a cursor
 * cannot be honoured
 */
public record FeedRequest(Set<Source> sources, @Nullable Cursor after, @Nullable ResetReason reset, int recent) {

	/** How many recent events of each source a client may ask for. */
	public static final int MAX_RECENT = 1000;

	/** How many recent events of each source a client gets that does not say. */
	public static final int DEFAULT_RECENT = 50;

	public FeedRequest {
		if (sources.isEmpty() || recent < 0) {
			throw new IllegalArgumentException("a feed has at least one source, and recent is from 0");
		}
		sources = Set.copyOf(sources);
	}

	/**
	 * Begin.
	 * @param sources at least one source; one given twice counts once
	 * @param recent how many events of each source to begin with, from 0
	 * @return the request
	 */
	public static FeedRequest begin(Collection<Source> sources, int recent) {
		return new FeedRequest(Set.copyOf(sources), null, null, recent);
	}

	/**
	 * Go on where a client was.
	 * @param sources at least one source; one given twice counts once
	 * @param cursor text of the client's cursor, which may be none
	 * @param recent how many events of each source to begin with where the cursor cannot
	 * be honoured, from 0
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
