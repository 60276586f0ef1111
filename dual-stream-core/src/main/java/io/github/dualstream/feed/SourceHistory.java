package io.github.dualstream.feed;

import io.github.dualstream.Position;
import io.github.dualstream.Source;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.HistoryPage;
import io.github.dualstream.transport.HistoryRequest;
import io.github.dualstream.transport.TopicRouting;
import org.jspecify.annotations.Nullable;

/**
 * The history of sources, read from the log. Thread-safe.
 */
public final class SourceHistory {

	private final EventLog log;

	private final TopicRouting routing;

	/**
	 * Create the history.
	 * @param log what is read
	 * @param routing where the events of a source type lie
	 */
	public SourceHistory(EventLog log, TopicRouting routing) {
		this.log = log;
		this.routing = routing;
	}

	/**
	 * Read a part of a source's history. Blocks for a bounded time.
	 * @param source the source
	 * @param after read the oldest events behind this position; {@code null} for the most
	 * recent ones
	 * @param limit how many events at the most, from 1
	 * @return the events, oldest first
	 * @throws io.github.dualstream.transport.PositionUnavailableException if the log
	 * cannot continue from the position
	 * @throws io.github.dualstream.transport.LogUnavailableException if the log did not
	 * answer in time
	 */
	public HistoryPage page(Source source, @Nullable Position after, int limit) {
		return this.log.read(new HistoryRequest(topicOf(source), source, after, limit));
	}

	String topicOf(Source source) {
		return this.routing.topicOf(source.type());
	}

}
