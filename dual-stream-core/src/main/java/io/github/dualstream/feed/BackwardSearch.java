package io.github.dualstream.feed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.dualstream.Source;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.OffsetRange;

/**
 * Search for the most recent events of sources, from the end of their partition
 * backwards, up to a bounded number of records. For one thread.
 */
final class BackwardSearch {

	/** Maximum number of records of a partition that are searched. */
	static final int MAX_SCAN = 50_000;

	private static final int FIRST_WINDOW = 1_000;

	private static final int WINDOW_GROWTH = 4;

	private final LogReader reader;

	private final QuietRanges quiet;

	private final Consumer<LogRecord> examined;

	/**
	 * Create a search.
	 * @param reader reader of the log
	 * @param quiet ranges without events of their sources, as far as they are known
	 * @param examined callback invoked for each record that is read; what it throws ends
	 * the search
	 */
	BackwardSearch(LogReader reader, QuietRanges quiet, Consumer<LogRecord> examined) {
		this.reader = reader;
		this.quiet = quiet;
		this.examined = examined;
	}

	/**
	 * Find the most recent events of sources.
	 * @param partition partition of the sources
	 * @param end offset after the events
	 * @param wanted maximum number of events of each source
	 * @param kept function from an event to the data to keep of it
	 * @return the events that were found
	 */
	<T> Found<T> find(LogPartition partition, long end, Map<Source, Integer> wanted, Function<FeedEvent, T> kept) {
		Found<T> found = new Found<>(wanted, kept);
		long limit = Math.max(this.reader.begins(List.of(partition)).getOrDefault(partition, 0L),
				this.reader.offsetBefore(partition, end, MAX_SCAN));
		long windowEnd = end;
		int window = FIRST_WINDOW;
		while (windowEnd > limit && !found.open.isEmpty()) {
			OffsetRange known = this.quiet.ofAll(partition, found.open);
			if (known != null && known.from() < windowEnd && windowEnd <= known.to()) {
				windowEnd = known.from();
				continue;
			}
			long windowStart = Math.max(limit, this.reader.offsetBefore(partition, windowEnd, window));
			if (known != null && known.to() < windowEnd) {
				windowStart = Math.max(windowStart, known.to());
			}
			search(partition, new OffsetRange(windowStart, windowEnd), found);
			windowEnd = windowStart;
			window = Math.min(MAX_SCAN, window * WINDOW_GROWTH);
		}
		for (Source source : found.sought) {
			long quietFrom = Math.max(windowEnd, found.last.getOrDefault(source, -1L) + 1);
			this.quiet.add(source, partition, new OffsetRange(quietFrom, Math.max(quietFrom, end)));
		}
		return found;
	}

	private <T> void search(LogPartition partition, OffsetRange range, Found<T> found) {
		Map<Source, Deque<FeedEvent>> events = new HashMap<>();
		SourceDispatch<Deque<FeedEvent>> dispatch = new SourceDispatch<>(partition, (event, receivers) -> {
			Deque<FeedEvent> last = receivers.get(0);
			last.add(event);
			if (last.size() > found.missing(event.event().source())) {
				last.remove();
			}
		});
		for (Source source : found.open) {
			Deque<FeedEvent> last = new ArrayDeque<>();
			events.put(source, last);
			dispatch.add(source, last);
		}
		this.reader.read(Map.of(partition, range), this.examined.andThen(dispatch));
		events.forEach(found::prepend);
	}

	/**
	 * Result of a search.
	 *
	 * @param <T> type of the data that is kept of an event
	 */
	static final class Found<T> {

		private final Map<Source, Integer> wanted;

		private final Function<FeedEvent, T> kept;

		private final Map<Source, Deque<T>> events = new HashMap<>();

		private final Map<Source, Long> last = new HashMap<>();

		/** Sources of the search. */
		private final Set<Source> sought;

		/** Sources that may have more events. */
		private final Set<Source> open;

		Found(Map<Source, Integer> wanted, Function<FeedEvent, T> kept) {
			this.wanted = wanted;
			this.kept = kept;
			this.sought = new HashSet<>(wanted.keySet());
			this.sought.removeIf((source) -> missing(source) == 0);
			this.open = new HashSet<>(this.sought);
		}

		/** Events of a source, oldest first. */
		Deque<T> of(Source source) {
			return this.events.getOrDefault(source, new ArrayDeque<>(0));
		}

		private int missing(Source source) {
			return this.wanted.getOrDefault(source, 0) - of(source).size();
		}

		private void prepend(Source source, Deque<FeedEvent> earlier) {
			if (earlier.isEmpty()) {
				return;
			}
			this.last.putIfAbsent(source, earlier.getLast().offset());
			Deque<T> found = this.events.computeIfAbsent(source, (key) -> new ArrayDeque<>());
			earlier.descendingIterator().forEachRemaining((event) -> found.addFirst(this.kept.apply(event)));
			if (missing(source) == 0) {
				this.open.remove(source);
			}
		}

	}

}
