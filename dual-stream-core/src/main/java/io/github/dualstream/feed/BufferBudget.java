package io.github.dualstream.feed;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Limit of the bytes that wait for all clients together. An event that waits for several
 * clients counts once. Half of it is for any client, the rest for clients that have taken
 * everything so far, so that slow clients do not stop the others. Thread-safe.
 */
final class BufferBudget {

	private final long max;

	private final AtomicLong used = new AtomicLong();

	/**
	 * Create a budget.
	 * @param max maximum number of bytes, from 1
	 */
	BufferBudget(long max) {
		this.max = max;
	}

	void add(long bytes) {
		this.used.addAndGet(bytes);
	}

	/**
	 * Number of bytes that wait now.
	 * @return the number, from 0
	 */
	long used() {
		return this.used.get();
	}

	/**
	 * Whether more may wait for a client.
	 * @param takesAll whether the client has taken everything so far
	 */
	boolean hasRoom(boolean takesAll) {
		return this.used.get() < (takesAll ? this.max : this.max / 2);
	}

}
