package io.github.dualstream.feed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.dualstream.Event;
import io.github.dualstream.Source;
import io.github.dualstream.transport.LogEntry;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.UnreadableEntryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Filters the events of some sources from the records of a partition. For one thread.
 */
final class SourceEntries implements Consumer<LogEntry> {

	private static final Logger logger = LoggerFactory.getLogger(SourceEntries.class);

	private final LogPartition partition;

	private final Map<String, List<Source>> sources = new HashMap<>();

	private final Map<Source, RecentIds> ids = new HashMap<>();

	private final BiConsumer<Source, FeedEvent> handler;

	SourceEntries(LogPartition partition, Collection<Source> sources, Function<Source, String> keys,
			BiConsumer<Source, FeedEvent> handler) {
		this.partition = partition;
		this.handler = handler;
		sources.forEach(
				(source) -> this.sources.computeIfAbsent(keys.apply(source), (key) -> new ArrayList<>(1)).add(source));
	}

	@Override
	public void accept(LogEntry entry) {
		List<Source> sameKey = this.sources.get(entry.key());
		if (sameKey == null) {
			return;
		}
		try {
			Event event = entry.event();
			if (sameKey.contains(event.source()) && isFirst(event, entry.position().offset())) {
				this.handler.accept(event.source(), new FeedEvent(this.partition, entry, event));
			}
		}
		catch (UnreadableEntryException ex) {
			logger.debug("Skipped a record: {}", ex.getMessage());
		}
	}

	private boolean isFirst(Event event, long offset) {
		return this.ids.computeIfAbsent(event.source(), (key) -> new RecentIds()).isFirst(event, offset);
	}

}
