package io.github.dualstream.consumer;

import io.github.dualstream.consumer.deadletter.DeadLetterMark;
import org.jspecify.annotations.Nullable;

/**
 * State of the dead-letter records of one source. It follows from their log alone: marks
 * take effect by their position, so it does not matter that own marks are known when they
 * are written, and those of others when they are read.
 */
interface SourceLetters {

	/**
	 * Apply a mark.
	 * @param mark the mark
	 * @param read whether it was read, and with it all before it; otherwise it was
	 * written
	 */
	void apply(DeadLetterMark mark, boolean read);

	/**
	 * Dead-letter record to handle next.
	 * @return its mark, or {@code null}
	 */
	@Nullable DeadLetterMark next();

	/**
	 * First dead-letter record that live events have to wait for.
	 * @return its mark, or {@code null}
	 */
	@Nullable DeadLetterMark holdingBack();

	/**
	 * Whether a live event is, or was, among the dead-letter records.
	 * @param offset offset of the event
	 * @return whether it must not be handled
	 */
	boolean contains(long offset);

	/** Whether the state is no longer needed. */
	boolean isEmpty();

}
