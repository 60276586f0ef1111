package io.github.dualstream.consumer;

/**
 * Remaining work of a partition that is about to be revoked: only records below those
 * that have started, since the next owner would handle started ones again. A record that
 * cannot be completed now ends the drain; nothing above it can be committed. Not
 * thread-safe.
 */
final class Drain {

	private long begun = -1;

	/** First offset that is left to the next owner. */
	private long end = Long.MAX_VALUE;

	/**
	 * Note that a task was started.
	 * @param task the task of a live record
	 */
	void begun(Task task) {
		this.begun = Math.max(this.begun, task.position().offset());
	}

	void start() {
		leave(this.begun + 1);
	}

	/**
	 * Leave this record, and those above it, to the next owner.
	 * @param offset offset of the record
	 */
	void leave(long offset) {
		this.end = Math.min(this.end, offset);
	}

	boolean isStarted() {
		return this.end < Long.MAX_VALUE;
	}

	boolean allows(Task task) {
		return !isStarted() || (!task.isRedrive() && task.position().offset() < this.end);
	}

	/**
	 * Whether all that can be completed is complete.
	 * @param next lowest unfinished offset
	 */
	boolean isOver(long next) {
		return next >= this.end;
	}

}
