package io.github.dualstream.consumer;

import io.github.dualstream.transport.LogEntry;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the log that is to be handled. Used by one worker at a time.
 */
final class Task {

	private final LogEntry entry;

	private final Frontier.Mark mark;

	private int attempts;

	private boolean alone;

	private @Nullable Throwable cause;

	Task(LogEntry entry, Frontier.Mark mark) {
		this.entry = entry;
		this.mark = mark;
	}

	LogEntry entry() {
		return this.entry;
	}

	Frontier.Mark mark() {
		return this.mark;
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

}
