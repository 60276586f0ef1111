package io.github.dualstream.consumer;

import io.github.dualstream.Position;
import io.github.dualstream.consumer.deadletter.DeadLetterMark;
import io.github.dualstream.transport.LogRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Record to handle, or dead-letter record to redrive. Used by one worker at a time.
 */
final class Task {

	private final Position position;

	private final @Nullable DeadLetterMark letter;

	private final Frontier.@Nullable Mark mark;

	private @Nullable LogRecord record;

	private int attempts;

	private boolean alone;

	private boolean handled;

	private boolean unkept;

	private @Nullable Throwable cause;

	Task(LogRecord record, Frontier.Mark mark) {
		this.position = record.position();
		this.letter = null;
		this.record = record;
		this.mark = mark;
	}

	/**
	 * Create a task that redrives a dead-letter record, whose original record is read
	 * when it is needed.
	 * @param letter the dead-letter record
	 */
	Task(DeadLetterMark letter) {
		this.position = letter.origin();
		this.letter = letter;
		this.mark = null;
		this.alone = true;
	}

	/** Original position of the record. */
	Position position() {
		return this.position;
	}

	@Nullable DeadLetterMark letter() {
		return this.letter;
	}

	boolean isLoaded() {
		return this.record != null;
	}

	void load(LogRecord record) {
		this.record = record;
	}

	LogRecord record() {
		Assert.state(this.record != null, "not loaded");
		return this.record;
	}

	/**
	 * Complete the task, which moves the frontier, unless the record was completed before
	 * as a dead-letter record.
	 */
	void done() {
		if (this.mark != null) {
			this.mark.done();
		}
	}

	int attempts() {
		return this.attempts;
	}

	void attempted() {
		this.attempts++;
		this.alone = true;
	}

	/** Whether it is handled by itself, because it or its batch failed. */
	boolean isAlone() {
		return this.alone;
	}

	void handleAlone() {
		this.alone = true;
	}

	/** Reason for sending it to the dead-letter topic, if any. */
	@Nullable Throwable cause() {
		return this.cause;
	}

	void giveUp(Throwable cause) {
		this.cause = cause;
		this.alone = true;
	}

	/** Send it to the dead-letter topic because its source is parked. */
	void park(DeadLetterMark behind) {
		giveUp(new ParkedException(behind.origin()));
	}

	boolean isParked() {
		return this.cause instanceof ParkedException;
	}

	/** Withdraw {@link #park}: its source is no longer parked. */
	void unpark() {
		this.cause = null;
	}

	/**
	 * Whether the handler has completed it, and only the answer to the dead-letter record
	 * is not written yet.
	 */
	boolean isHandled() {
		return this.handled;
	}

	void handled() {
		this.handled = true;
	}

	/** Whether it could not be written to the dead-letter topic so far. */
	boolean isUnkept() {
		return this.unkept;
	}

	void unkept() {
		this.unkept = true;
	}

}
