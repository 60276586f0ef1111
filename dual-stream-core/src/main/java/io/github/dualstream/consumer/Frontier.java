package io.github.dualstream.consumer;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

import io.github.dualstream.transport.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Progress of a partition: everything below its lowest unfinished record is complete.
 * Records complete in any order; offsets may have gaps. Not thread-safe.
 */
final class Frontier {

	private final Deque<Mark> open = new ArrayDeque<>();

	private long end;

	/**
	 * Create a frontier.
	 * @param start first offset that can be read
	 */
	Frontier(long start) {
		this.end = start;
	}

	/**
	 * Note that a record was read.
	 * @param record the record, at a larger offset than any before
	 * @return its mark, to be set when the record is complete
	 */
	Mark read(LogRecord record) {
		long offset = record.position().offset();
		if (offset < this.end) {
			throw new IllegalArgumentException("offset " + offset + " was read after " + (this.end - 1));
		}
		Mark mark = new Mark(offset, record.appendedAt());
		this.open.add(mark);
		this.end = offset + 1;
		return mark;
	}

	/**
	 * Note that nothing below an offset is still to be read.
	 * @param next next offset to read
	 */
	void readTo(long next) {
		this.end = Math.max(this.end, next);
	}

	/**
	 * Lowest unfinished offset.
	 * @return the offset that may be committed
	 */
	long next() {
		Mark lowest = lowest();
		return (lowest != null) ? lowest.offset : this.end;
	}

	/**
	 * Append time of the lowest unfinished record.
	 * @return the time; {@code null} without such a record
	 */
	@Nullable Instant oldest() {
		Mark lowest = lowest();
		return (lowest != null) ? lowest.appendedAt : null;
	}

	/** Number of records read from the lowest unfinished one on. */
	int span() {
		return (lowest() != null) ? this.open.size() : 0;
	}

	private @Nullable Mark lowest() {
		Mark lowest = this.open.peek();
		while (lowest != null && lowest.done) {
			this.open.remove();
			lowest = this.open.peek();
		}
		return lowest;
	}

	static final class Mark {

		private final long offset;

		private final Instant appendedAt;

		private boolean done;

		private Mark(long offset, Instant appendedAt) {
			this.offset = offset;
			this.appendedAt = appendedAt;
		}

		void done() {
			this.done = true;
		}

	}

}
