package io.github.dualstream.consumer.deadletter;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import io.github.dualstream.Position;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.LogUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Journal of dead-letter records: the records, followed by answers, which are requests
 * for them and their outcomes. The open records follow from reading it. Thread-safe.
 */
public interface DeadLetterJournal {

	/**
	 * Append an answer to a dead-letter record. Never blocks.
	 * @param letter the dead-letter record
	 * @param group group whose handler failed
	 * @param answer kind of the answer
	 * @return a future with the answer's position once it is stored as durably as any
	 * event; it fails if that is not certain. Nothing is thrown.
	 */
	CompletableFuture<Position> answer(DeadLetterMark letter, String group, DeadLetterMark.Kind answer);

	/**
	 * Read the original record of a dead-letter record. Blocks for a bounded time.
	 * @param letter the dead-letter record
	 * @return the original record, at its original position; {@code null} if the
	 * dead-letter record no longer exists
	 * @throws LogUnavailableException if it could not be read in time
	 */
	@Nullable LogRecord read(DeadLetterMark letter);

	/**
	 * List open dead-letter records: those that were neither resolved nor skipped since.
	 * Reads all dead-letter records of the topic. Blocks for a bounded time.
	 * @param group group whose handler failed
	 * @param topic original topic of the records
	 * @param filter the records to select
	 * @param limit maximum number of records
	 * @return the first matching records, for each partition in order
	 * @throws LogUnavailableException if they could not be read in time
	 */
	List<DeadLetter> open(String group, String topic, Predicate<DeadLetter> filter, int limit);

	/**
	 * Follow the dead-letter records of a group.
	 * @param group the group
	 * @return a follower without partitions, to be closed
	 * @throws LogUnavailableException if that failed for a transient reason
	 */
	DeadLetterFollower follow(String group);

}
