package io.github.dualstream.consumer;

import java.util.concurrent.CompletableFuture;

import io.github.dualstream.transport.DeadLetterJournal;
import io.github.dualstream.transport.DeadLetterLog;
import io.github.dualstream.transport.DeadLetterMark;
import io.github.dualstream.transport.LogEntry;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The dead letters of one group, as its tasks see them. Thread-safe.
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
	 * Keep what a task could not do.
	 * @return completes with the mark of the letter
	 */
	CompletableFuture<DeadLetterMark> keep(Task task, Throwable cause) {
		LogEntry entry = task.entry();
		return this.log.keep(entry, this.group, task.attempts(), cause).thenApply((position) -> {
			// without a position nobody could redrive it
			Assert.state(position != null, () -> this.log + " does not say where it keeps a letter");
			return new DeadLetterMark(DeadLetterMark.Kind.LETTER, position, position, entry.position(), entry.key());
		});
	}

	/**
	 * Say what became of a letter.
	 * @return completes with the mark of the answer
	 */
	CompletableFuture<DeadLetterMark> answer(Task task, DeadLetterMark.Kind answer) {
		DeadLetterMark letter = letter(task);
		return journal().answer(letter, this.group, answer)
			.thenApply((position) -> letter.answeredBy(answer, position));
	}

	/** Read the entry of a letter, unless that was done before. Blocks. */
	void load(Task task) {
		if (task.isLoaded() || task.cause() != null) {
			return;
		}
		DeadLetterMark letter = letter(task);
		LogEntry entry = journal().read(letter);
		if (entry != null) {
			task.load(entry);
		}
		else {
			task.giveUp(new IllegalStateException(
					"The letter at " + letter.letter() + " is not there any more: its retention has passed"));
		}
	}

	private static DeadLetterMark letter(Task task) {
		DeadLetterMark letter = task.letter();
		Assert.state(letter != null, "not a letter");
		return letter;
	}

	private DeadLetterJournal journal() {
		Assert.state(this.journal != null, "no letters are read without a journal");
		return this.journal;
	}

}
