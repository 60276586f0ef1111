package io.github.dualstream.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

import io.github.dualstream.Position;
import io.github.dualstream.Source;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.OffsetRange;
import io.github.dualstream.transport.PartitionBounds;
import io.github.dualstream.transport.PositionUnavailableException;
import io.github.dualstream.transport.PositionUnavailableException.Reason;
import io.github.dualstream.transport.ReaderPool;
import io.github.dualstream.transport.RecordKey;
import io.github.dualstream.transport.StoredEvent;
import io.github.dualstream.transport.TopicRouting;
import org.jspecify.annotations.Nullable;

/**
 * History of single sources, read from the log. The events of a source share a partition
 * with those of others, so the most recent ones are searched for from its end backwards,
 * up to a bounded number of records. Thread-safe.
 */
public final class SourceHistory implements AutoCloseable {

	private final ReaderPool<LogReader> readers;

	private final QuietRanges quiet = new QuietRanges(System::nanoTime);

	private final TopicRouting routing;

	private final Duration timeout;

	/**
	 * Create the history.
	 * @param readers readers of the log
	 * @param routing topics of the source types
	 * @param timeout maximum time of one read
	 */
	public SourceHistory(LogReaders readers, TopicRouting routing, Duration timeout) {
		this.readers = new ReaderPool<>(new ReadableLog(readers)::open, LogReader::close);
		this.routing = routing;
		this.timeout = timeout;
	}

	/**
	 * Read a part of the history of a source, up to the end that the log had when the
	 * call began. Blocks, at most for the configured time.
	 * @param source the source
	 * @param after position to resume after, oldest events first; {@code null} for the
	 * most recent events
	 * @param limit maximum number of events, from 1
	 * @return the events
	 * @throws PositionUnavailableException if the log cannot continue from the position
	 * @throws LogUnavailableException if the log did not answer in time
	 */
	public HistoryPage page(Source source, @Nullable Position after, int limit) {
		return page(source, after, limit, (records) -> {
		});
	}

	/**
	 * Read a part of the history of a source, as {@link #page(Source, Position, int)}.
	 * @param source the source
	 * @param after position to resume after, oldest events first; {@code null} for the
	 * most recent events
	 * @param limit maximum number of events, from 1
	 * @param examined callback invoked with the number of records that were read,
	 * including those of other sources, even if the call fails
	 * @return the events
	 * @throws PositionUnavailableException if the log cannot continue from the position
	 * @throws LogUnavailableException if the log did not answer in time
	 */
	public HistoryPage page(Source source, @Nullable Position after, int limit, LongConsumer examined) {
		if (limit < 1) {
			throw new IllegalArgumentException("limit must be at least 1");
		}
		String topic = this.routing.topicOf(source.type());
		Examined records = new Examined(topic, System.nanoTime() + this.timeout.toNanos());
		try {
			return this.readers.use(this.timeout, (reader) -> {
				LogPartition partition = partitionOf(reader, topic, source);
				return (after != null) ? following(reader, partition, source, after, limit, records)
						: mostRecent(reader, partition, source, limit, records);
			});
		}
		finally {
			examined.accept(records.count);
		}
	}

	private static LogPartition partitionOf(LogReader reader, String topic, Source source) {
		int partitions = reader.partitionsOf(topic);
		if (partitions == 0) {
			throw new LogUnavailableException("Topic '" + topic + "' does not exist", null);
		}
		return new LogPartition(topic, reader.partitionOf(RecordKey.of(source.id()), partitions));
	}

	private HistoryPage mostRecent(LogReader reader, LogPartition partition, Source source, int limit,
			Examined records) {
		BackwardSearch search = new BackwardSearch(reader, this.quiet, records);
		long end = offset(reader.ends(List.of(partition)), partition);
		while (true) {
			try {
				BackwardSearch.Found<StoredEvent> found = search.find(partition, end, Map.of(source, limit),
						FeedEvent::stored);
				return new HistoryPage(List.copyOf(found.of(source)), last(partition, end));
			}
			catch (PositionUnavailableException ex) {
				// the partition begins later now
				records.checkDeadline();
			}
		}
	}

	private static HistoryPage following(LogReader reader, LogPartition partition, Source source, Position after,
			int limit, Examined records) {
		long next = Cursor.offsetAfter(after);
		PartitionBounds bounds = PartitionBounds.ask(reader, List.of(partition), List.of(partition.at(next)));
		requireAvailable(after, next, partition, bounds);
		long end = bounds.end(partition);
		List<StoredEvent> events = new ArrayList<>();
		SourceDispatch<List<StoredEvent>> dispatch = new SourceDispatch<>(partition, (event, receivers) -> {
			events.add(event.stored());
			if (events.size() == limit) {
				throw new EnoughReadException();
			}
		});
		dispatch.add(source, events);
		try {
			if (next < end) {
				reader.read(Map.of(partition, new OffsetRange(next, end)), records.andThen(dispatch));
			}
			return new HistoryPage(events, last(partition, Math.max(next, end)));
		}
		catch (EnoughReadException ex) {
			return new HistoryPage(events, events.get(limit - 1).position());
		}
	}

	private static void requireAvailable(Position after, long next, LogPartition partition, PartitionBounds bounds) {
		if (!after.topic().equals(partition.topic()) || after.partition() != partition.number()) {
			throw new PositionUnavailableException(Reason.FOREIGN, "Position " + after + " is not of this source");
		}
		if (bounds.gone().contains(partition.at(next))) {
			throw new PositionUnavailableException(Reason.AHEAD,
					(after.offset() >= bounds.end(partition)) ? "Position " + after + " is ahead of the log"
							: "The log has lost the record at position " + after + ", which it had acknowledged");
		}
		if (next < bounds.begin(partition)) {
			throw new PositionUnavailableException(Reason.EXPIRED,
					"Some of the records after position " + after + " are no longer in the log");
		}
	}

	private static long offset(Map<LogPartition, Long> offsets, LogPartition partition) {
		return offsets.getOrDefault(partition, 0L);
	}

	private static @Nullable Position last(LogPartition partition, long end) {
		return (end > 0) ? new Position(partition.topic(), partition.number(), end - 1) : null;
	}

	@Override
	public void close() {
		this.readers.close();
	}

	/**
	 * Counter of the records that one call reads, which ends it at its deadline.
	 */
	private static final class Examined implements Consumer<LogRecord> {

		private final String topic;

		private final long deadline;

		private long count;

		/**
		 * Create the counter.
		 * @param topic name of the topic
		 * @param deadline end of the time for the call, as {@link System#nanoTime()}
		 */
		Examined(String topic, long deadline) {
			this.topic = topic;
			this.deadline = deadline;
		}

		@Override
		public void accept(LogRecord entry) {
			this.count++;
			checkDeadline();
		}

		void checkDeadline() {
			if (System.nanoTime() - this.deadline > 0) {
				throw new LogUnavailableException("Reading topic '" + this.topic + "' took too long", null);
			}
		}

	}

}
