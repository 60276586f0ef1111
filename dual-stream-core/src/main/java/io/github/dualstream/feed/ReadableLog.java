package io.github.dualstream.feed;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.dualstream.Position;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.OffsetRange;
import io.github.dualstream.transport.PositionUnavailableException;
import io.github.dualstream.transport.PositionUnavailableException.Reason;
import io.github.dualstream.transport.RecordKey;
import io.github.dualstream.transport.UnreadableOffsetException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Part of the log that feeds can read. For them, a partition begins after its last
 * unreadable record, as if retention had deleted it: clients before it are reset, and no
 * other partition waits for it. Readers of the same log share this knowledge.
 * Thread-safe.
 */
final class ReadableLog implements LogReaders {

	private static final Logger logger = LoggerFactory.getLogger(ReadableLog.class);

	private final LogReaders readers;

	/** Lowest readable offset of partitions with a record that could not be read. */
	private final Map<LogPartition, Long> begins = new ConcurrentHashMap<>();

	private final Map<String, String> identities = new ConcurrentHashMap<>();

	ReadableLog(LogReaders readers) {
		this.readers = readers;
	}

	@Override
	public LogReader open() {
		return new Reader(this.readers.open());
	}

	private long begin(LogPartition partition) {
		return this.begins.getOrDefault(partition, 0L);
	}

	private void forgetRecreated(String topic, String identity) {
		String before = this.identities.put(topic, identity);
		if (before != null && !before.equals(identity)) {
			this.begins.keySet().removeIf((partition) -> partition.topic().equals(topic));
		}
	}

	private void requireReadable(LogPartition partition, long from) {
		if (from < begin(partition)) {
			throw new PositionUnavailableException(Reason.EXPIRED, "Partition " + partition
					+ " has a record below offset " + begin(partition) + " that cannot be read");
		}
	}

	private <T> T read(Supplier<T> reading) {
		try {
			return reading.get();
		}
		catch (UnreadableOffsetException ex) {
			long next = ex.offset() + 1;
			if (this.begins.merge(ex.partition(), next, Math::max) == next) {
				logger.error("Live feeds skip the unreadable record at offset {} of partition {}; clients that have "
						+ "not passed it are reset", ex.offset(), ex.partition(), ex);
			}
			throw new PositionUnavailableException(Reason.EXPIRED, String.valueOf(ex.getMessage()));
		}
	}

	private final class Reader implements LogReader {

		private final LogReader reader;

		Reader(LogReader reader) {
			this.reader = reader;
		}

		@Override
		public int partitionsOf(String topic) {
			return this.reader.partitionsOf(topic);
		}

		@Override
		public String identityOf(String topic) {
			String identity = this.reader.identityOf(topic);
			forgetRecreated(topic, identity);
			return identity;
		}

		@Override
		public int partitionOf(RecordKey key, int partitions) {
			return this.reader.partitionOf(key, partitions);
		}

		@Override
		public Map<LogPartition, Long> begins(Collection<LogPartition> partitions) {
			Map<LogPartition, Long> readable = new HashMap<>(this.reader.begins(partitions));
			readable.replaceAll((partition, begin) -> Math.max(begin, begin(partition)));
			return readable;
		}

		@Override
		public Map<LogPartition, Long> ends(Collection<LogPartition> partitions) {
			return this.reader.ends(partitions);
		}

		@Override
		public long offsetBefore(LogPartition partition, long offset, int records) {
			return this.reader.offsetBefore(partition, offset, records);
		}

		@Override
		public long offsetAfter(LogPartition partition, long offset, int records) {
			return this.reader.offsetAfter(partition, offset, records);
		}

		@Override
		public Set<Position> ahead(Collection<Position> next) {
			return this.reader.ahead(next);
		}

		@Override
		public Set<Position> lost(Collection<Position> next) {
			return this.reader.lost(next);
		}

		@Override
		public void read(Map<LogPartition, OffsetRange> ranges, Consumer<LogRecord> handler) {
			ranges.forEach((partition, range) -> requireReadable(partition, range.from()));
			ReadableLog.this.read(() -> {
				this.reader.read(ranges, handler);
				return ranges;
			});
		}

		@Override
		public Map<LogPartition, Long> readOn(Map<LogPartition, Long> from, Duration maxWait,
				Consumer<LogRecord> handler) {
			from.forEach(ReadableLog.this::requireReadable);
			return ReadableLog.this.read(() -> this.reader.readOn(from, maxWait, handler));
		}

		@Override
		public void close() {
			this.reader.close();
		}

	}

}
