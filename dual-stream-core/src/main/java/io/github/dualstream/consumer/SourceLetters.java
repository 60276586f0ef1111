package io.github.dualstream.consumer;

import io.github.dualstream.transport.DeadLetterMark;
import org.jspecify.annotations.Nullable;

/**
 * What a group must know of the dead letters of one source. Follows from their log alone:
 * what a mark says counts by where the mark lies, so that it does not matter that own
 * marks are known when they are written, and those of others when they are read.
 */
interface SourceLetters {

	/**
	 * Take in a mark.
	 * @param mark the mark
	 * @param read whether it was read, and with it all before it; otherwise it was
	 * written
	 */
	void apply(DeadLetterMark mark, boolean read);

	/**
	 * The letter to handle next.
	 * @return its mark, or {@code null}
	 */
	@Nullable DeadLetterMark next();

	/**
	 * The first letter that live events are behind.
	 * @return its mark, or {@code null}
	 */
	@Nullable DeadLetterMark holdingBack();

	/**
	 * Whether a live event comes again that is among the letters, or was.
	 * @param offset where it lies
	 * @return whether it is not to be handled
	 */
	boolean contains(long offset);

	/** Whether nothing needs to be known any more. */
	boolean isEmpty();

}
