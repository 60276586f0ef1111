package io.github.dualstream.transport;

import io.github.dualstream.Position;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the log of dead letters: a letter, or what became of one.
 *
 * @param kind what it says
 * @param position where it lies among the dead letters
 * @param letter where the letter lies that it is about; for a letter, its own position
 * @param origin where the letter comes from
 * @param key the key of the letter, as in {@link LogEntry#key()}
 */
public record DeadLetterMark(Kind kind, Position position, Position letter, Position origin, @Nullable String key) {

	/**
	 * The partition that the letter comes from.
	 * @return the partition, whose owner deals with the letter
	 */
	public LogPartition originPartition() {
		return new LogPartition(this.origin.topic(), this.origin.partition());
	}

	/**
	 * An answer to this letter.
	 * @param kind what it says
	 * @param position where it lies
	 * @return a mark about the same letter
	 */
	public DeadLetterMark answeredBy(Kind kind, Position position) {
		return new DeadLetterMark(kind, position, this.letter, this.origin, this.key);
	}

	/** What a mark says. */
	public enum Kind {

		/** An entry is with the dead letters. */
		LETTER,
		/** The letter is to be handled again. */
		REDRIVE,
		/** The letter will not be handled any more. */
		SKIPPED,
		/** The letter was handled. */
		RESOLVED,
		/** The letter was tried again, in vain. */
		FAILED;

		/**
		 * Whether a letter is done with after this.
		 * @return whether it is closed
		 */
		public boolean closes() {
			return this == SKIPPED || this == RESOLVED;
		}

	}

}
