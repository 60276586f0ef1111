package io.github.dualstream.consumer.deadletter;

import io.github.dualstream.Position;
import io.github.dualstream.consumer.deadletter.DeadLetterMark.Kind;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.RecordKey;
import org.jspecify.annotations.Nullable;

/**
 * Entry of the dead-letter topic: a dead-letter record, or an answer to one.
 *
 * @param kind kind of the mark
 * @param position position in the dead-letter topic
 * @param letter position of the dead-letter record that it refers to; its own position
 * for such a record
 * @param origin original position of the record
 * @param key key of the record, as in {@link LogRecord#key()}
 */
public record DeadLetterMark(Kind kind, Position position, Position letter, Position origin, @Nullable RecordKey key) {

	/**
	 * Original partition of the record.
	 * @return the partition, whose owner handles the dead-letter record
	 */
	public LogPartition originPartition() {
		return LogPartition.of(this.origin);
	}

	/**
	 * Create an answer to this record.
	 * @param kind kind of the mark
	 * @param position position of the answer
	 * @return a mark that refers to the same record
	 */
	public DeadLetterMark answeredBy(Kind kind, Position position) {
		return new DeadLetterMark(kind, position, this.letter, this.origin, this.key);
	}

	/** Kind of a mark. */
	public enum Kind {

		/** A record was written to the dead-letter topic. */
		LETTER,
		/** A redrive of the record is requested. */
		REDRIVE,
		/** The record is skipped, and not handled any more. */
		SKIPPED,
		/** The redrive of the record succeeded. */
		RESOLVED,
		/** The redrive of the record failed. */
		FAILED;

		/**
		 * Whether a record is closed after this.
		 * @return whether it is closed
		 */
		public boolean closes() {
			return this == SKIPPED || this == RESOLVED;
		}

	}

}
