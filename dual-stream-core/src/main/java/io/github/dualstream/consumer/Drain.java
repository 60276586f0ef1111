package io.github.dualstream.consumer;

/**
 * What is still to be done of a partition that is about to go: only what lies below
 * entries that have begun, since those would be handled again by whoever has it next. An
 * entry that cannot be done now ends this; nothing above it can be committed. Not
 * thread-safe.
 */
final class Drain {

	private long begun = -1;

	/** Entries from this offset on are left to the next owner. */
	private long end = Long.MAX_VALUE;

	/**
	 * A task was begun.
	 * @param task one of a live entry
	 */
	void begun(Task task) {
		this.begun = Math.max(this.begun, task.position().offset());
	}

	void start() {
		leave(this.begun + 1);
	}

	/**
	 * This entry is not going to be done here, nor are those above it.
	 * @param offset where it lies
	 */
	void leave(long offset) {
		this.end = Math.min(this.end, offset);
	}

	boolean isStarted() {
		return this.end < Long.MAX_VALUE;
	}

	boolean allows(Task task) {
		return !isStarted() || (task.letter() == null && task.position().offset() < this.end);
	}

	/**
	 * Whether all is done that can be.
	 * @param next the lowest offset that is not done
	 */
	boolean isOver(long next) {
		return next >= this.end;
	}

}
