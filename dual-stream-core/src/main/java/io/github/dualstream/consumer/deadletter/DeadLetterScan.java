package io.github.dualstream.consumer.deadletter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.OffsetRange;
import io.github.dualstream.transport.PositionUnavailableException;
import io.github.dualstream.transport.UnreadableOffsetException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the dead-letter records of one partition, until a deadline.
 */
final class DeadLetterScan {

	private static final Logger logger = LoggerFactory.getLogger(DeadLetterScan.class);

	/** Number of offsets of one read, after which it may end early. */
	private static final long RANGE = 1_000;

	private final LogReader reader;

	private final LogPartition partition;

	private final long deadline;

	/**
	 * Create a scan.
	 * @param deadline time of {@link System#nanoTime()} at which it fails
	 */
	DeadLetterScan(LogReader reader, LogPartition partition, long deadline) {
		this.reader = reader;
		this.partition = partition;
		this.deadline = deadline;
	}

	/**
	 * Read from the beginning up to the end offset as of this call.
	 * @param goesOn predicate called with each record, which returns whether to continue
	 */
	void forEach(Predicate<LogRecord> goesOn) {
		List<LogPartition> one = List.of(this.partition);
		long next = this.reader.begins(one).getOrDefault(this.partition, 0L);
		long end = this.reader.ends(one).getOrDefault(this.partition, 0L);
		while (next < end) {
			long to = Math.min(next + RANGE, end);
			for (LogRecord record : read(next, to)) {
				if (!goesOn.test(record)) {
					return;
				}
			}
			next = to;
		}
	}

	/**
	 * Read one record.
	 * @return the record; {@code null} if it no longer exists
	 */
	@Nullable LogRecord at(long offset) {
		try {
			List<LogRecord> records = read(offset, offset + 1);
			return records.isEmpty() ? null : records.get(0);
		}
		catch (PositionUnavailableException ex) {
			return null;
		}
	}

	private List<LogRecord> read(long from, long to) {
		List<LogRecord> records = new ArrayList<>();
		long next = from;
		while (next < to) {
			if (System.nanoTime() - this.deadline > 0) {
				throw new LogUnavailableException("Reading the dead-letter records of " + this.partition
						+ " takes too long; at offset " + next + " it was ended", null);
			}
			try {
				this.reader.read(Map.of(this.partition, new OffsetRange(next, to)), records::add);
				next = to;
			}
			catch (UnreadableOffsetException ex) {
				logger.warn("{}; it is passed over among the dead-letter records", ex.getMessage());
				next = ex.offset() + 1;
			}
		}
		return records;
	}

}
