package io.github.dualstream.benchmarks.latency;

/**
 * When things happened to one event, in {@link System#nanoTime()}; 0 for what has not
 * happened. Each moment is written by one thread.
 */
public final class Sample {

	private final long due;

	volatile long returned;

	private volatile long acknowledged;

	private volatile long notified;

	volatile long consumed;

	/**
	 * An event that is published now.
	 * @param due when it should have been
	 */
	Sample(long due) {
		this.due = due;
	}

	/**
	 * When it was due.
	 * @return the moment
	 */
	public long due() {
		return this.due;
	}

	/**
	 * When it was acknowledged.
	 * @return the moment, or 0
	 */
	public long acknowledged() {
		return this.acknowledged;
	}

	/**
	 * When its notification arrived.
	 * @return the moment, or 0
	 */
	public long notified() {
		return this.notified;
	}

	/** It is acknowledged now. */
	public void acknowledge() {
		this.acknowledged = System.nanoTime();
	}

	void notifiedAt(long moment) {
		this.notified = moment;
	}

}
