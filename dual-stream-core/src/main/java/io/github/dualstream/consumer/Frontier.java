package io.github.dualstream.consumer;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

import io.github.dualstream.transport.LogEntry;
import org.jspecify.annotations.Nullable;

/**
 * How far a partition is done: up to the lowest entry that is not. Entries are done in
 * any order; offsets may have holes. Not thread-safe.
 */
final class Frontier {

	private final Deque<Mark> open = new ArrayDeque<>();

	private long end;

	/**
	 * Begin.
	 * @param start the first offset that can come
	 */
	Frontier(long start) {
		this.end = start;
	}

	/**
	 * An entry was read.
	 * @param entry the entry, at a larger offset than any before
	 * @return to be marked when it is done
	 */
	Mark read(LogEntry entry) {
		long offset = entry.position().offset();
		if (offset < this.end) {
			throw new IllegalArgumentException("offset " + offset + " was read after " + (this.end - 1));
		}
		Mark mark = new Mark(offset, entry.appendedAt());
		this.open.add(mark);
		this.end = offset + 1;
		return mark;
	}

	/**
	 * Nothing more comes below an offset.
	 * @param next where reading goes on
	 */
	void readTo(long next) {
		this.end = Math.max(this.end, next);
	}

	/**
	 * The lowest offset that is not done.
	 * @return what may be committed
	 */
	long next() {
		Mark lowest = lowest();
		return (lowest != null) ? lowest.offset : this.end;
	}

	/**
	 * The lowest entry that is not done.
	 * @return when it was appended; {@code null} if all is done
	 */
	@Nullable Instant oldest() {
		Mark lowest = lowest();
		return (lowest != null) ? lowest.appendedAt : null;
	}

	/** How many entries were read from the lowest that is not done. */
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
