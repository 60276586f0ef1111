package io.github.dualstream.projection;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.github.dualstream.transport.LogPartition;

/**
 * Store of the state of projections and of their progress, which it commits together with
 * the views. Common to all instances of an application. Thread-safe.
 */
public interface ProjectionStore {

	/**
	 * Check the tables of a view at startup.
	 * @param projection name of the projection
	 * @param tables tables of the view
	 * @throws InvalidProjectionException if one is missing or has no generations
	 */
	void requireTables(String projection, Collection<String> tables);

	/**
	 * State of a projection. If it has none, its first generation begins to be built; if
	 * the version is higher than all before, a further one does.
	 * @param projection name of the projection
	 * @param version version of the handlers
	 * @return the state
	 */
	ProjectionState start(String projection, int version);

	/**
	 * Begin to build a further generation.
	 * @param projection name of the projection
	 * @param version version of the handlers
	 * @return whether none was being built
	 */
	boolean rebuild(String projection, int version);

	/**
	 * Stop building a further generation. Readers keep seeing the current one.
	 * @param projection name of the projection
	 * @return whether one was being built, and there is a current one
	 */
	boolean cancel(String projection);

	/**
	 * Pause a projection, or resume it.
	 * @param projection name of the projection
	 * @param paused whether no events are to be handled
	 */
	void pause(String projection, boolean paused);

	/**
	 * Progress of a generation.
	 * @param generation the generation
	 * @return checkpoint of each partition
	 */
	Map<LogPartition, Checkpoint> checkpoints(Generation generation);

	/**
	 * Add partitions, unless the generation has them or is no longer needed.
	 * @param generation the generation
	 * @param checkpoints their first checkpoints
	 */
	void add(Generation generation, Collection<Checkpoint> checkpoints);

	/**
	 * Replace the checkpoint of a partition whose topic was deleted and created again,
	 * unless another instance has changed it.
	 * @param generation the generation
	 * @param current the current checkpoint
	 * @param replacement checkpoint of the same partition
	 */
	void replace(Generation generation, Checkpoint current, Checkpoint replacement);

	/**
	 * Handle events and advance the checkpoint of their partition, both or neither.
	 * @param generation the generation
	 * @param partition the partition
	 * @param from next offset before
	 * @param to next offset afterwards
	 * @param handling handling of the events in between
	 * @return {@code false} if nothing was handled since another instance has advanced
	 * the checkpoint, or the generation is no longer needed
	 * @throws Exception thrown by the handling or by the database
	 */
	boolean advance(Generation generation, LogPartition partition, long from, long to, Handling handling)
			throws Exception;

	/**
	 * Advance a checkpoint past an event without handling it, and record that.
	 * @param generation the generation
	 * @param from next offset before
	 * @param skipped the event, with the next offset afterwards
	 * @return {@code false} if nothing was skipped since the checkpoint is another one,
	 * or the generation is no longer needed
	 */
	boolean skip(Generation generation, long from, Skipped skipped);

	/**
	 * Events that a generation lacks.
	 * @param generation the generation
	 * @return the skipped events
	 */
	List<Skipped> skipped(Generation generation);

	/**
	 * Let readers see a generation that has been built, unless it is behind: it must have
	 * reached the targets, and what readers have seen.
	 * @param generation the generation that is being built
	 * @param isInLog whether the log has reached a checkpoint of what readers have seen;
	 * it does not bind if the log has lost it
	 * @param maxGap maximum number of offsets to handle in the same transaction, since
	 * the current generation may advance all the time
	 * @param gap handling of these offsets
	 * @return whether readers see it now
	 * @throws Exception thrown by the handling or by the database
	 */
	boolean complete(Generation generation, Predicate<Checkpoint> isInLog, long maxGap, Gap gap) throws Exception;

	/**
	 * Delete rows of generations that are no longer needed: so many as fit well into a
	 * transaction.
	 * @param projection name of the projection
	 * @param tables tables of the view
	 * @return whether there may be more of them
	 */
	boolean removeUnneeded(String projection, Collection<String> tables);

	/**
	 * Handling of events.
	 */
	@FunctionalInterface
	interface Handling {

		/**
		 * Handle the events.
		 * @throws Exception thrown by a handler
		 */
		void run() throws Exception;

	}

	/**
	 * Handling of a range of a partition.
	 */
	@FunctionalInterface
	interface Gap {

		/**
		 * Handle the events of the range.
		 * @param partition the partition
		 * @param from first offset
		 * @param to offset behind the last one
		 * @throws Exception thrown by a handler
		 */
		void handle(LogPartition partition, long from, long to) throws Exception;

	}

}
