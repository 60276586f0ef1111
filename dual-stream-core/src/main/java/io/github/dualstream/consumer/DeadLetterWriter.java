package io.github.dualstream.consumer;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.codec.EventReader;
import io.github.dualstream.codec.UnreadableRecordException;
import io.github.dualstream.consumer.deadletter.DeadLetterJournal;
import io.github.dualstream.consumer.deadletter.DeadLetterLog;
import io.github.dualstream.consumer.deadletter.DeadLetterMark;
import io.github.dualstream.consumer.deadletter.DeadLetterMark.Kind;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.PrintableText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.Assert;

/**
 * Writes the outcomes of one group's records to its dead-letter topics, and reads
 * dead-letter records to redrive. Thread-safe.
 */
final class DeadLetterWriter {

	private static final Logger logger = LoggerFactory.getLogger(DeadLetterWriter.class);

	/** Time to wait after a dead-letter topic could not be read or written. */
	static final Duration DELAY_AFTER_FAILURE = Duration.ofSeconds(1);

	private final String group;

	private final @Nullable DeadLetterLog log;

	private final @Nullable DeadLetterJournal journal;

	private final ConsumerListener listener;

	DeadLetterWriter(ConsumerDefinition consumer) {
		this.group = consumer.group();
		this.log = consumer.deadLetters();
		this.journal = consumer.journal();
		this.listener = consumer.listener();
	}

	/**
	 * Read the original record of a dead-letter record. Blocks.
	 * @return the outcome if there is none; {@code null} if it was read
	 */
	@Nullable RecordOutcome load(Task task) {
		DeadLetterMark deadLetter = deadLetter(task);
		try {
			LogRecord record = journal().read(deadLetter);
			if (record == null) {
				return new RecordOutcome.Failed(new IllegalStateException("The dead-letter record at "
						+ deadLetter.letter() + " no longer exists: its retention has passed"));
			}
			task.load(record);
			return null;
		}
		catch (RuntimeException ex) {
			logger.error("Failed to read the dead-letter record of {}; retrying", task.position(), ex);
			return new RecordOutcome.RetryAfter(DELAY_AFTER_FAILURE, false);
		}
	}

	/**
	 * Write the outcome of the first record of a key: a dead-letter record, or the answer
	 * to one that was redriven. It stays decided until it is written.
	 * @param key key with a record that failed, or was redriven
	 * @param outcome final outcome of the record
	 * @return a future with whether it was written
	 */
	CompletableFuture<Boolean> write(KeyQueue key, RecordOutcome outcome) {
		Task task = key.first();
		task.decide(outcome);
		@Nullable Throwable cause = (outcome instanceof RecordOutcome.Failed failed) ? failed.cause() : null;
		if (!task.isRedrive()) {
			Assert.state(cause != null, "only a failed record is written");
			return (this.log != null) ? keep(this.log, key, task, cause) : skip(task, cause);
		}
		if (cause != null) {
			logger.error("{} failed again; it stays in the dead-letter topic", task.position(), cause);
		}
		return answer(key, task, (cause != null) ? Kind.FAILED : Kind.RESOLVED);
	}

	private CompletableFuture<Boolean> skip(Task task, Throwable cause) {
		logger.error("Group '{}' is a broadcast, which has no dead-letter topic: skipped {} after {} attempts: {}",
				this.group, task.position(), task.attempts(), RecordHandler.describe(cause));
		this.listener.skipped(this.group, task.position().topic());
		return CompletableFuture.completedFuture(true);
	}

	private CompletableFuture<Boolean> keep(DeadLetterLog log, KeyQueue key, Task task, Throwable cause) {
		LogRecord record = task.record();
		return log.keep(record, this.group, task.attempts(), cause).thenApply((position) -> {
			// without a position nobody could redrive it
			Assert.state(position != null, () -> log + " returned no position for a dead-letter record");
			return new DeadLetterMark(Kind.LETTER, position, position, record.position(), record.key());
		}).handle((kept, failure) -> {
			this.listener.deadLetter(this.group, task.position().topic(), failure == null);
			if (failure == null) {
				logKept(task, cause);
				this.listener.deadLettered(deadLettered(record, task, kept.letter(), cause));
				key.partition().written(kept);
				return true;
			}
			logger.error(
					"{} could not be written to the dead-letter topic; retrying, its partition is not committed past it",
					task.position(), failure);
			key.partition().notKept(task);
			return false;
		});
	}

	private EventDeadLettered deadLettered(LogRecord record, Task task, Position deadLetter, Throwable cause) {
		@Nullable Event event = event(record);
		return new EventDeadLettered(this.group, (event != null) ? event.id() : null,
				(event != null) ? event.type() : null, (event != null) ? event.source() : null, record.position(),
				deadLetter, task.attempts(), task.isParked(), PrintableText.ofInnermostCause(cause));
	}

	/** Read the event of a record; {@code null} if that is why it is a dead letter. */
	private static @Nullable Event event(LogRecord record) {
		try {
			return EventReader.read(record);
		}
		catch (UnreadableRecordException | RuntimeException ex) {
			return null;
		}
	}

	private void logKept(Task task, Throwable cause) {
		if (task.isParked()) {
			logger.debug("{} was sent to the dead-letter topic because its source is parked", task.position());
		}
		else {
			logger.error("Group '{}': sent {} to the dead-letter topic after {} attempts: {}", this.group,
					task.position(), task.attempts(), RecordHandler.describe(cause));
		}
	}

	private CompletableFuture<Boolean> answer(KeyQueue key, Task task, Kind answer) {
		DeadLetterMark deadLetter = deadLetter(task);
		return journal().answer(deadLetter, this.group, answer).handle((position, failure) -> {
			if (failure == null) {
				key.partition().written(deadLetter.answeredBy(answer, position));
				return true;
			}
			logger.error("The outcome of {} could not be written to the dead-letter topic; retrying", task.position(),
					failure);
			return false;
		});
	}

	private static DeadLetterMark deadLetter(Task task) {
		DeadLetterMark deadLetter = task.deadLetter();
		Assert.state(deadLetter != null, "not a dead-letter record");
		return deadLetter;
	}

	private DeadLetterJournal journal() {
		Assert.state(this.journal != null, "dead-letter records cannot be read without a journal");
		return this.journal;
	}

}
