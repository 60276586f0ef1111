package io.github.dualstream.consumer;

import java.util.concurrent.CompletableFuture;

import io.github.dualstream.consumer.deadletter.DeadLetterJournal;
import io.github.dualstream.consumer.deadletter.DeadLetterLog;
import io.github.dualstream.consumer.deadletter.DeadLetterMark;
import io.github.dualstream.transport.LogRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Access of one group's tasks to its dead-letter records. Thread-safe.
 */
final class DeadLetterWriter {

	private final String group;

	private final DeadLetterLog log;

	private final @Nullable DeadLetterJournal journal;

	DeadLetterWriter(ConsumerDefinition consumer) {
		this.group = consumer.group();
		this.log = consumer.deadLetters();
		this.journal = consumer.journal();
	}

	/**
	 * Write the record of a failed task to the dead-letter topic.
	 * @return a future with the mark of the dead-letter record
	 */
	CompletableFuture<DeadLetterMark> keep(Task task, Throwable cause) {
		LogRecord record = task.record();
		return this.log.keep(record, this.group, task.attempts(), cause).thenApply((position) -> {
			// without a position nobody could redrive it
			Assert.state(position != null, () -> this.log + " returned no position for a dead-letter record");
			return new DeadLetterMark(DeadLetterMark.Kind.LETTER, position, position, record.position(), record.key());
		});
	}

	/**
	 * Record the answer to a dead-letter record.
	 * @return a future with the mark of the answer
	 */
	CompletableFuture<DeadLetterMark> answer(Task task, DeadLetterMark.Kind answer) {
		DeadLetterMark letter = letter(task);
		return journal().answer(letter, this.group, answer)
			.thenApply((position) -> letter.answeredBy(answer, position));
	}

	/**
	 * Read the original record of a dead-letter record, unless that was done before.
	 * Blocks.
	 */
	void load(Task task) {
		if (task.isLoaded() || task.cause() != null) {
			return;
		}
		DeadLetterMark letter = letter(task);
		LogRecord record = journal().read(letter);
		if (record != null) {
			task.load(record);
		}
		else {
			task.giveUp(new IllegalStateException(
					"The dead-letter record at " + letter.letter() + " no longer exists: its retention has passed"));
		}
	}

	private static DeadLetterMark letter(Task task) {
		DeadLetterMark letter = task.letter();
		Assert.state(letter != null, "not a dead-letter record");
		return letter;
	}

	private DeadLetterJournal journal() {
		Assert.state(this.journal != null, "dead-letter records cannot be read without a journal");
		return this.journal;
	}

}
