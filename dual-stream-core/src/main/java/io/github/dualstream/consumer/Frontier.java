package io.github.dualstream.consumer;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * Progress of a partition: everything below its lowest unfinished record is complete.
 * Records complete in any order; offsets may have gaps. Not thread-safe.
 */
final class Frontier {

	private final Deque<Task> open = new ArrayDeque<>();

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
	 * @param task the task of the record, at a larger offset than any before
	 */
	void read(Task task) {
		long offset = task.position().offset();
		if (offset < this.end) {
			throw new IllegalArgumentException("offset " + offset + " was read after " + (this.end - 1));
		}
		this.open.add(task);
		this.end = offset + 1;
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
		Task lowest = lowest();
		return (lowest != null) ? lowest.position().offset() : this.end;
	}

	/**
	 * Append time of the lowest unfinished record.
	 * @return the time; {@code null} without such a record
	 */
	@Nullable Instant oldest() {
		Task lowest = lowest();
		return (lowest != null) ? lowest.appendedAt() : null;
	}

	/** Number of records read from the lowest unfinished one on. */
	int span() {
		return (lowest() != null) ? this.open.size() : 0;
	}

	private @Nullable Task lowest() {
		Task lowest = this.open.peek();
		while (lowest != null && lowest.isDone()) {
			this.open.remove();
			lowest = this.open.peek();
		}
		return lowest;
	}

}
