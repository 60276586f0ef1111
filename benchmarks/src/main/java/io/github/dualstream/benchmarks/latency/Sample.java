package io.github.dualstream.benchmarks.latency;

/**
 * When things happened to one event, in {@link System#nanoTime()}; 0 for what has not
 * happened. Each moment is written by one thread.
 */
final class Sample {

	private final long due;

	volatile long returned;

	volatile long acknowledged;

	volatile long notified;

	volatile long consumed;

	/**
	 * An event that is published now.
	 * @param due when it should have been
	 */
	Sample(long due) {
		this.due = due;
	}

	long due() {
		return this.due;
	}

}
