package io.github.dualstream.consumer;

import java.util.ArrayDeque;
import java.util.Deque;

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
	 * @param offset its offset, larger than any before
	 * @return to be marked when it is done
	 */
	Mark read(long offset) {
		if (offset < this.end) {
			throw new IllegalArgumentException("offset " + offset + " was read after " + (this.end - 1));
		}
		Mark mark = new Mark(offset);
		this.open.add(mark);
		this.end = offset + 1;
		return mark;
	}

	void done(Mark mark) {
		mark.done = true;
		for (Mark lowest = this.open.peek(); lowest != null && lowest.done; lowest = this.open.peek()) {
			this.open.remove();
		}
	}

	/**
	 * The lowest offset that is not done.
	 * @return what may be committed
	 */
	long next() {
		Mark lowest = this.open.peek();
		return (lowest != null) ? lowest.offset : this.end;
	}

	static final class Mark {

		private final long offset;

		private boolean done;

		private Mark(long offset) {
			this.offset = offset;
		}

	}

}
