package io.github.dualstream.transport;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import io.github.dualstream.Position;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters as a log of their own: letters, and behind them the answers, which say
 * what is to become and what became of them. What is open follows from reading it.
 * Thread-safe.
 */
public interface DeadLetterJournal {

	/**
	 * Append an answer to a letter. Never blocks.
	 * @param letter the letter
	 * @param group the group that gave it up
	 * @param answer what to say
	 * @return completes with the answer's position when it is kept as durably as any
	 * event, exceptionally if that is not certain. Nothing is thrown.
	 */
	CompletableFuture<Position> answer(DeadLetterMark letter, String group, DeadLetterMark.Kind answer);

	/**
	 * Read the entry that a letter keeps. Blocks for a bounded time.
	 * @param letter the letter
	 * @return the entry as it was, at the position where it comes from; {@code null} if
	 * the letter is not there any more
	 * @throws LogUnavailableException if it could not be read in time
	 */
	@Nullable LogEntry read(DeadLetterMark letter);

	/**
	 * Look for open letters: those that were neither handled nor skipped since. Reads all
	 * dead letters of the topic. Blocks for a bounded time.
	 * @param group the group that gave them up
	 * @param topic the topic that they come from
	 * @param filter which ones
	 * @param limit how many at the most
	 * @return the first ones, of each partition in order
	 * @throws LogUnavailableException if they could not be read in time
	 */
	List<DeadLetter> open(String group, String topic, Predicate<DeadLetter> filter, int limit);

	/**
	 * Follow the dead letters of a group.
	 * @param group the group
	 * @return follows no partition yet; to be closed
	 * @throws LogUnavailableException if that failed for a reason that may go away
	 */
	DeadLetterFollower follow(String group);

}
