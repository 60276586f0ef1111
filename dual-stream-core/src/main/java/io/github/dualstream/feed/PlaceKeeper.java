package io.github.dualstream.feed;

import io.github.dualstream.transport.LogPartition;

/**
 * Takes places that have caught up, or cannot. Thread-safe.
 */
interface PlaceKeeper {

	/**
	 * How far the tail has come.
	 * @param partition a partition of a place
	 * @return the offset that it reads next
	 */
	long next(LogPartition partition);

	/** A place is where the tail is, or nearly. */
	void join(Place place);

	/** A place waits until its feed's client has taken more. */
	void park(Place place);

	/** A feed cannot go on where it is. */
	void reset(Feed feed, ResetReason reason);

}
