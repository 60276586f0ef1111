package io.github.dualstream.consumer;

import java.time.Instant;

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

	private final @Nullable DeadLetterMark deadLetter;

	private final @Nullable Instant appendedAt;

	private @Nullable LogRecord record;

	private int attempts;

	private boolean alone;

	private boolean permitted;

	private @Nullable RecordOutcome decided;

	private boolean unkept;

	private boolean done;

	Task(LogRecord record) {
		this.position = record.position();
		this.deadLetter = null;
		this.appendedAt = record.appendedAt();
		this.record = record;
	}

	/**
	 * Create a task that redrives a dead-letter record, whose original record is read
	 * when it is needed.
	 * @param deadLetter the dead-letter record
	 */
	Task(DeadLetterMark deadLetter) {
		this.position = deadLetter.origin();
		this.deadLetter = deadLetter;
		this.appendedAt = null;
		this.alone = true;
	}

	/** Original position of the record. */
	Position position() {
		return this.position;
	}

	/** Append time of the record; {@code null} for a dead-letter record. */
	@Nullable Instant appendedAt() {
		return this.appendedAt;
	}

	@Nullable DeadLetterMark deadLetter() {
		return this.deadLetter;
	}

	boolean isRedrive() {
		return this.deadLetter != null;
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

	/** Complete the task; its record is no longer needed. */
	void done() {
		this.done = true;
		this.record = null;
	}

	boolean isDone() {
		return this.done;
	}

	int attempts() {
		return this.attempts;
	}

	/**
	 * Count a failed attempt.
	 * @return number of attempts
	 */
	int attempted() {
		handleAlone();
		return ++this.attempts;
	}

	/** Whether it is handled by itself, because it or its batch failed. */
	boolean isAlone() {
		return this.alone;
	}

	/** Handle it by itself from now on; an attempt was made. */
	void handleAlone() {
		this.alone = true;
		this.permitted = false;
	}

	/** Whether its next attempt has a permit of the rate limit. */
	boolean isPermitted() {
		return this.permitted;
	}

	void permit() {
		this.permitted = true;
	}

	/** Final outcome that is not written to the dead-letter topic yet. */
	@Nullable RecordOutcome decided() {
		return this.decided;
	}

	void decide(RecordOutcome outcome) {
		this.decided = outcome;
		this.alone = true;
	}

	/** Send it to the dead-letter topic because its source is parked. */
	void park(DeadLetterMark behind) {
		decide(new RecordOutcome.Failed(new ParkedException(behind.origin())));
	}

	boolean isParked() {
		return this.decided instanceof RecordOutcome.Failed failed && failed.cause() instanceof ParkedException;
	}

	/** Withdraw {@link #park}: its source is no longer parked. */
	void unpark() {
		this.decided = null;
	}

	/** Whether it could not be written to the dead-letter topic so far. */
	boolean isUnkept() {
		return this.unkept;
	}

	void unkept() {
		this.unkept = true;
	}

}
