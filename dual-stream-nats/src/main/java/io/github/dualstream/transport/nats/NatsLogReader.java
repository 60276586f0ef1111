package io.github.dualstream.transport.nats;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.github.dualstream.Position;
import io.github.dualstream.transport.LogBatch;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.OffsetRange;
import io.github.dualstream.transport.PositionUnavailableException;
import io.github.dualstream.transport.PositionUnavailableException.Reason;
import io.github.dualstream.transport.RecordKey;
import io.nats.client.JetStreamApiException;

/**
 * Reader of the streams of topics.
 */
final class NatsLogReader implements LogReader, PartitionFetcher.Gaps {

	private static final int NO_MESSAGE = 10037;

	/** Time without a record after which a range is considered unreadable. */
	private static final Duration MAX_SILENCE = Duration.ofSeconds(15);

	private final TopicStreams streams;

	private final PartitionCount count;

	private final PartitionFetcher fetcher;

	NatsLogReader(TopicStreams streams) {
		this.streams = streams;
		this.count = new PartitionCount(streams);
		this.fetcher = new PartitionFetcher(streams, this);
	}

	@Override
	public int partitionsOf(String topic) {
		return this.streams.partitionsOf(topic);
	}

	@Override
	public String identityOf(String topic) {
		return this.streams.require(topic).identity();
	}

	@Override
	public int partitionOf(RecordKey key, int partitions) {
		return NatsEventLog.partitionOf(key, partitions);
	}

	@Override
	public Map<LogPartition, Long> begins(Collection<LogPartition> partitions) {
		Map<String, TopicStream> known = new HashMap<>();
		Map<LogPartition, Long> begins = new HashMap<>();
		partitions.forEach((partition) -> begins.put(partition,
				known.computeIfAbsent(partition.topic(), this.streams::require).begin()));
		return begins;
	}

	@Override
	public Map<LogPartition, Long> ends(Collection<LogPartition> partitions) {
		Map<String, TopicStream> known = new HashMap<>();
		Map<LogPartition, Long> ends = new HashMap<>();
		partitions.forEach((partition) -> ends.put(partition,
				endOf(this.streams, partition, known.computeIfAbsent(partition.topic(), this.streams::require))));
		return ends;
	}

	/** End of a partition: behind its last record, or the beginning of the stream. */
	static long endOf(TopicStreams streams, LogPartition partition, TopicStream stream) {
		if (stream.partitions() == 1) {
			return stream.end();
		}
		return streams.ask("The end of " + partition + " cannot be read", (connection) -> {
			try {
				return streams.management(connection)
					.getLastMessage(TopicStream.nameOf(partition.topic()),
							TopicStream.filterOf(partition.topic(), partition.number()))
					.getSeq();
			}
			catch (JetStreamApiException ex) {
				if (ex.getApiErrorCode() == NO_MESSAGE) {
					return stream.begin();
				}
				throw ex;
			}
		});
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * A position also advances past the records of other partitions, up to the end of the
	 * stream.
	 */
	@Override
	public Set<Position> ahead(Collection<Position> next) {
		Map<String, TopicStream> known = new HashMap<>();
		return next.stream()
			.filter((position) -> position.offset() > known.computeIfAbsent(position.topic(), this.streams::require)
				.end())
			.collect(Collectors.toSet());
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * Offsets are those of the stream, so the server counts the records of the partition.
	 */
	@Override
	public long offsetBefore(LogPartition partition, long offset, int records) {
		TopicStream stream = this.streams.require(partition.topic());
		return (offset > stream.begin()) ? this.count.before(partition, stream, offset, records)
				: Math.max(0, offset - records);
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * Offsets are those of the stream, so the server counts the records of the partition.
	 */
	@Override
	public long offsetAfter(LogPartition partition, long offset, int records) {
		TopicStream stream = this.streams.require(partition.topic());
		return (offset < stream.end()) ? this.count.after(partition, stream, offset, records) : offset + records;
	}

	@Override
	public void read(Map<LogPartition, OffsetRange> ranges, Consumer<LogRecord> handler) {
		Set<LogPartition> left = new HashSet<>();
		ranges.forEach((partition, range) -> {
			if (range.from() < range.to()) {
				TopicStream stream = this.streams.require(partition.topic());
				long next = range.from();
				if (next < stream.begin()) {
					throw expired(partition, next, stream);
				}
				if (range.from() < Math.min(range.to(), endOf(this.streams, partition, stream))) {
					this.fetcher.begin(partition, stream.identity(), range.from());
					left.add(partition);
				}
			}
		});
		try {
			readRanges(ranges, left, handler);
		}
		finally {
			ranges.keySet().forEach(this.fetcher::end);
		}
	}

	private void readRanges(Map<LogPartition, OffsetRange> ranges, Set<LogPartition> left,
			Consumer<LogRecord> handler) {
		while (!left.isEmpty()) {
			Map<LogPartition, LogBatch> batches = this.fetcher.fetch(left, MAX_SILENCE);
			if (batches.isEmpty()) {
				throw new LogUnavailableException("NATS does not deliver the records of " + left, null);
			}
			batches.forEach((partition, batch) -> {
				OffsetRange range = ranges.getOrDefault(partition, new OffsetRange(0, 0));
				batch.records()
					.stream()
					.takeWhile((record) -> record.position().offset() < range.to())
					.forEach(handler);
				if (batch.next() >= range.to()
						|| batch.next() >= endOf(this.streams, partition, this.streams.require(partition.topic()))) {
					left.remove(partition);
				}
			});
		}
	}

	@Override
	public Map<LogPartition, Long> readOn(Map<LogPartition, Long> from, Duration maxWait, Consumer<LogRecord> handler) {
		this.fetcher.partitions()
			.stream()
			.filter((partition) -> !from.containsKey(partition))
			.forEach(this.fetcher::end);
		from.forEach((partition, offset) -> {
			if (!this.fetcher.isAt(partition, offset)) {
				TopicStream stream = this.streams.require(partition.topic());
				requireWithin(partition, offset, stream);
				this.fetcher.begin(partition, stream.identity(), offset);
			}
		});
		Map<LogPartition, Long> next = new HashMap<>();
		this.fetcher.fetch(from.keySet(), maxWait).forEach((partition, batch) -> {
			batch.records().forEach(handler);
			next.put(partition, batch.next());
		});
		return next;
	}

	private static void requireWithin(LogPartition partition, long offset, TopicStream stream) {
		if (offset < stream.begin()) {
			throw expired(partition, offset, stream);
		}
		if (offset > stream.end()) {
			throw new PositionUnavailableException(Reason.AHEAD,
					"Offset " + offset + " of " + partition + " is ahead of the log, which ends at " + stream.end());
		}
	}

	private static PositionUnavailableException expired(LogPartition partition, long offset, TopicStream stream) {
		return new PositionUnavailableException(Reason.EXPIRED, "Offset " + offset + " of " + partition
				+ " is no longer in the log, which begins at " + stream.begin());
	}

	@Override
	public long resume(LogPartition partition, long offset, TopicStream stream) {
		this.fetcher.end(partition);
		requireWithin(partition, offset, stream);
		return offset;
	}

	@Override
	public void createdAgain(LogPartition partition) {
		throw new PositionUnavailableException(Reason.FOREIGN,
				"Topic '" + partition.topic() + "' was deleted and created again");
	}

	@Override
	public void close() {
		this.fetcher.close();
	}

}
