package io.github.dualstream.feed;

/**
 * Message to a client. Immutable.
 */
public sealed interface FeedMessage
		permits FeedEvent, FeedMessage.Reset, FeedMessage.Live, FeedMessage.Heartbeat, FeedMessage.Moved {

	/**
	 * Approximate size in bytes while it waits.
	 * @return the number, from 0; 0 if it is negligible
	 */
	default int size() {
		return 0;
	}

	/**
	 * Reset: the client has to discard its state, and the feed begins anew, with as much
	 * recent history as it was opened with.
	 *
	 * @param reason reason for the reset
	 * @param progress position of the new beginning
	 */
	record Reset(ResetReason reason, FeedProgress progress) implements FeedMessage {

	}

	/**
	 * End of the history: the client has all events that the log held when the feed was
	 * opened; the rest is live.
	 */
	record Live() implements FeedMessage {

	}

	/** Heartbeat. */
	record Heartbeat() implements FeedMessage {

	}

	/**
	 * Progress of the client's position without an event.
	 *
	 * @param partition the partition
	 * @param next the new offset
	 */
	record Moved(io.github.dualstream.transport.LogPartition partition, long next) implements FeedMessage {

	}

}
