package io.github.dualstream.feed;

/**
 * Something that a client is told. Immutable.
 */
public sealed interface FeedMessage
		permits FeedEvent, FeedMessage.Reset, FeedMessage.Live, FeedMessage.Heartbeat, FeedMessage.Moved {

	/**
	 * About how many bytes it takes while it waits.
	 * @return the number, from 0; 0 where that is next to nothing
	 */
	default int size() {
		return 0;
	}

	/**
	 * The client has to forget what it holds: the feed begins anew, with as much recent
	 * history as it was opened with.
	 *
	 * @param reason why
	 * @param progress where the new beginning is
	 */
	record Reset(ResetReason reason, FeedProgress progress) implements FeedMessage {

	}

	/** The client has what the log held when the feed was opened; the rest is live. */
	record Live() implements FeedMessage {

	}

	/** A sign of life. */
	record Heartbeat() implements FeedMessage {

	}

	/**
	 * The client has come further without an event.
	 *
	 * @param partition in this partition
	 * @param next to this offset
	 */
	record Moved(io.github.dualstream.transport.LogPartition partition, long next) implements FeedMessage {

	}

}
