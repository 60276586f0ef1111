package io.github.dualstream.consumer;

import io.github.dualstream.Position;
import io.github.dualstream.transport.DeadLetterMark;
import io.github.dualstream.transport.LogEntry;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * An entry of the log that is to be handled, or a dead letter that is to be handled
 * again. Used by one worker at a time.
 */
final class Task {

	private final Position position;

	private final @Nullable DeadLetterMark letter;

	private final Frontier.@Nullable Mark mark;

	private @Nullable LogEntry entry;

	private int attempts;

	private boolean alone;

	private boolean handled;

	private boolean unkept;

	private @Nullable Throwable cause;

	Task(LogEntry entry, Frontier.Mark mark) {
		this.position = entry.position();
		this.letter = null;
		this.entry = entry;
		this.mark = mark;
	}

	/**
	 * Handle a dead letter again, whose entry is read when it is needed.
	 * @param letter the letter
	 */
	Task(DeadLetterMark letter) {
		this.position = letter.origin();
		this.letter = letter;
		this.mark = null;
		this.alone = true;
	}

	/** Where the entry comes from. */
	Position position() {
		return this.position;
	}

	@Nullable DeadLetterMark letter() {
		return this.letter;
	}

	boolean isLoaded() {
		return this.entry != null;
	}

	void load(LogEntry entry) {
		this.entry = entry;
	}

	LogEntry entry() {
		Assert.state(this.entry != null, "not loaded");
		return this.entry;
	}

	/** What is done moves the frontier, unless it was done before, as a dead letter. */
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

	/** Whether it is handled by itself, because it failed or because its batch did. */
	boolean isAlone() {
		return this.alone;
	}

	void handleAlone() {
		this.alone = true;
	}

	/** Why it goes to the dead letters, if it does. */
	@Nullable Throwable cause() {
		return this.cause;
	}

	void giveUp(Throwable cause) {
		this.cause = cause;
		this.alone = true;
	}

	/** Let it follow its source into the dead letters. */
	void park(DeadLetterMark behind) {
		giveUp(new ParkedException(behind.origin()));
	}

	boolean isParked() {
		return this.cause instanceof ParkedException;
	}

	/** It need not follow its source any more. */
	void unpark() {
		this.cause = null;
	}

	/** Whether the handler has done it, and only the dead letters do not say so yet. */
	boolean isHandled() {
		return this.handled;
	}

	void handled() {
		this.handled = true;
	}

	/** Whether it could not be written to the dead letters so far. */
	boolean isUnkept() {
		return this.unkept;
	}

	void unkept() {
		this.unkept = true;
	}

}
