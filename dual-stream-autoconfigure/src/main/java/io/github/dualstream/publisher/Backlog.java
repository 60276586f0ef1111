package io.github.dualstream.publisher;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts publishes from the call to the log's answer. Thread-safe; cheap enough to be
 * told of every one.
 */
public final class Backlog {

	private final LongAdder started = new LongAdder();

	private final LongAdder ended = new LongAdder();

	private final LongAdder nanos = new LongAdder();

	long start() {
		this.started.increment();
		return System.nanoTime();
	}

	void end(long startedAt) {
		this.nanos.add(System.nanoTime() - startedAt);
		this.ended.increment();
	}

	/**
	 * How many publishes the log has not answered yet.
	 * @return the number at this moment, near enough under load
	 */
	public long inFlight() {
		// in this order, so that it is never below zero
		long ended = this.ended.sum();
		return this.started.sum() - ended;
	}

	/** Whether nothing was ever published. */
	boolean isUntouched() {
		return this.started.sum() == 0;
	}

	/** How many the log has answered since the beginning. */
	long ended() {
		return this.ended.sum();
	}

	/** How long all those took together. */
	long nanos() {
		return this.nanos.sum();
	}

}
