package io.github.dualstream.feed;

import java.util.Map;
import java.util.Set;

import io.github.dualstream.Source;
import io.github.dualstream.transport.LogPartition;

/**
 * Position of one feed in one partition. For one thread at a time, unless stated
 * otherwise: for that of the catch-up while it is {@link State#CATCHING_UP}, else for the
 * engine's.
 */
final class Place {

	private final Feed feed;

	private final int beginning;

	private final LogPartition partition;

	private final Set<Source> sources;

	/**
	 * End offset of the partition when the feed began; from there on, the feed is live.
	 */
	private final long end;

	/** First offset of sources that do not begin with the place. */
	private Map<Source, Long> begins = Map.of();

	private volatile State state = State.CATCHING_UP;

	private int recent;

	private long next;

	/** Whether the client does not know its beginning yet. */
	private boolean untold;

	/** Whether a message found no room, so that later events have to wait, too. */
	private boolean blocked;

	private boolean expired;

	/**
	 * Create a place.
	 * @param feed the feed
	 * @param beginning number of the feed's beginning
	 * @param partition the partition
	 * @param sources the feed's sources in the partition
	 * @param next first offset that concerns the feed
	 * @param end current end offset of the partition
	 * @param recent number of events of each source to look for before that
	 */
	Place(Feed feed, int beginning, LogPartition partition, Set<Source> sources, long next, long end, int recent) {
		this.feed = feed;
		this.beginning = beginning;
		this.partition = partition;
		this.sources = sources;
		this.next = next;
		this.end = end;
		this.recent = recent;
	}

	Feed feed() {
		return this.feed;
	}

	LogPartition partition() {
		return this.partition;
	}

	Set<Source> sources() {
		return this.sources;
	}

	long next() {
		return this.next;
	}

	long end() {
		return this.end;
	}

	int recent() {
		return this.recent;
	}

	/** State of the place. For any thread. */
	State state() {
		return this.state;
	}

	/**
	 * Set the state. For the engine's thread, also while the place is catching up.
	 * @return {@code false} if the place has ended, which is final
	 */
	boolean moveTo(State next) {
		if (this.state == State.ENDED) {
			return false;
		}
		this.state = next;
		return true;
	}

	/**
	 * Set the first offset of each source, which begins its recent history. It is read
	 * from there like any other history, at the client's pace.
	 */
	void beginAt(Map<Source, Long> offsets) {
		this.begins = Map.copyOf(offsets);
		this.next = offsets.values().stream().mapToLong(Long::longValue).min().orElse(this.next);
		this.recent = 0;
		this.untold = true;
	}

	/** Notify the client of its beginning, if it does not know it. */
	void tellBeginning() {
		if (this.untold) {
			this.untold = !tell(new FeedMessage.Moved(this.partition, this.next));
			this.blocked = this.untold;
		}
	}

	/**
	 * Deliver an event, unless it has been delivered.
	 * @return {@code false} if there was no room for it: nothing is delivered from here
	 * until {@link #unblock()}
	 */
	boolean deliver(FeedEvent event) {
		if (this.blocked || event.offset() < this.next || event.offset() < beginOf(event.event().source())) {
			return true;
		}
		if (!this.feed.offer(event, this.beginning)) {
			this.blocked = true;
			this.next = event.offset();
			return false;
		}
		this.next = event.offset() + 1;
		return true;
	}

	private long beginOf(Source source) {
		return this.begins.isEmpty() ? 0 : this.begins.getOrDefault(source, 0L);
	}

	boolean tell(FeedMessage message) {
		return this.feed.offer(message, this.beginning);
	}

	/** Note that there is nothing for the feed up to an offset. */
	void skipTo(long offset) {
		this.next = Math.max(this.next, offset);
	}

	boolean isBlocked() {
		return this.blocked;
	}

	void unblock() {
		this.blocked = false;
	}

	/** Whether the log no longer holds what follows. */
	boolean isExpired() {
		return this.expired;
	}

	void expire() {
		this.expired = true;
	}

	/**
	 * State of a place, which tells who serves it.
	 */
	enum State {

		/** Catch-up reads what the client lacks. */
		CATCHING_UP,

		/** The tail delivers new events as they come. */
		LIVE,

		/** The client has no room; what follows waits in the log. */
		PARKED,

		/** The feed was closed, or has begun anew with other places. */
		ENDED

	}

}
