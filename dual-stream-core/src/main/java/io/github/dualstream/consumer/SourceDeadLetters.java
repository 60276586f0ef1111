package io.github.dualstream.consumer;

import io.github.dualstream.consumer.deadletter.DeadLetterMark;
import org.jspecify.annotations.Nullable;

/**
 * State of the dead-letter records of one source, which decides what the source does
 * next. It follows from their log alone: marks take effect by their position, so it does
 * not matter that own marks are known when they are written, and those of others when
 * they are read.
 */
interface SourceDeadLetters {

	/**
	 * Apply a mark.
	 * @param mark the mark
	 * @param read whether it was read, and with it all before it; otherwise it was
	 * written
	 */
	void apply(DeadLetterMark mark, boolean read);

	/**
	 * Decide what the source does next.
	 * @param live offset of its first live record; {@link Long#MAX_VALUE} without one
	 * @param begun dead-letter record whose redrive has begun, if any
	 * @return its turn
	 */
	Turn turn(long live, @Nullable DeadLetterMark begun);

	/** Whether it has a dead-letter record to redrive. */
	default boolean hasRedrive() {
		return turn(Long.MAX_VALUE, null).kind() == Turn.Kind.REDRIVE;
	}

	/** Whether its live records wait behind a dead-letter record. */
	boolean isParked();

	/** Whether the state is no longer needed. */
	boolean isEmpty();

	/**
	 * Next step of a source.
	 *
	 * @param kind kind of the turn
	 * @param deadLetter dead-letter record to redrive, or that the live record waits for
	 */
	record Turn(Kind kind, @Nullable DeadLetterMark deadLetter) {

		static final Turn LIVE = new Turn(Kind.LIVE, null);

		static final Turn DROP = new Turn(Kind.DROP, null);

		/** Kind of a turn. */
		enum Kind {

			/** The first live record, if any, is handled. */
			LIVE,
			/** The first live record is, or was, a dead-letter record: it is dropped. */
			DROP,
			/** The first live record is sent to the dead-letter topic. */
			PARK,
			/** A dead-letter record is redriven. */
			REDRIVE

		}

	}

}
