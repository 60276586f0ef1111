package io.github.dualstream.consumer.deadletter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
		try {
			read(next, end, (record) -> {
				if (!goesOn.test(record)) {
					throw new EnoughReadException();
				}
			});
		}
		catch (EnoughReadException ex) {
			logger.trace("The dead-letter records of {} after one that was sought were not read", this.partition);
		}
	}

	/**
	 * Read one record.
	 * @return the record; {@code null} if it no longer exists
	 */
	@Nullable LogRecord at(long offset) {
		try {
			List<LogRecord> records = new ArrayList<>();
			read(offset, offset + 1, records::add);
			return records.isEmpty() ? null : records.get(0);
		}
		catch (PositionUnavailableException ex) {
			return null;
		}
	}

	private void read(long from, long to, Consumer<LogRecord> handler) {
		long next = from;
		while (next < to) {
			try {
				this.reader.read(Map.of(this.partition, new OffsetRange(next, to)), (record) -> {
					requireTime(record.position().offset());
					handler.accept(record);
				});
				next = to;
			}
			catch (UnreadableOffsetException ex) {
				logger.warn("{}; it is passed over among the dead-letter records", ex.getMessage());
				next = ex.offset() + 1;
			}
		}
	}

	private void requireTime(long offset) {
		if (System.nanoTime() - this.deadline > 0) {
			throw new LogUnavailableException("Reading the dead-letter records of " + this.partition
					+ " takes too long; at offset " + offset + " it was ended", null);
		}
	}

	/** Thrown by a handler to end a read. */
	@SuppressWarnings("serial") // never leaves this class
	private static final class EnoughReadException extends RuntimeException {

		EnoughReadException() {
			super(null, null, false, false);
		}

	}

}
