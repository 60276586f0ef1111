package io.github.dualstream.feed;

import io.github.dualstream.transport.LogPartition;

/**
 * Receiver of places that have caught up, or cannot. Thread-safe.
 */
interface PlaceKeeper {

	/**
	 * Position of the tail.
	 * @param partition a partition of a place
	 * @return the next offset that it reads
	 */
	long next(LogPartition partition);

	/** Accept a place that has reached the tail, or nearly. */
	void join(Place place);

	/** Park a place until its feed's client has taken more. */
	void park(Place place);

	/** Reset a feed that cannot continue at its position. */
	void reset(Feed feed, ResetReason reason);

}
