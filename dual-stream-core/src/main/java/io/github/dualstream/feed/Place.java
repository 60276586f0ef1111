package io.github.dualstream.feed;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import io.github.dualstream.Source;
import io.github.dualstream.transport.LogPartition;

/**
 * One feed's place in one partition. Belongs to whoever reads for it, the tail or the
 * catching up, and to one of them at a time.
 */
final class Place {

	private final Feed feed;

	private final int beginning;

	private final LogPartition partition;

	private final Set<Source> sources;

	/** Where the partition ended when the feed began; behind it, the feed is live. */
	private final long end;

	/** Where sources begin that do not begin with the place. */
	private final Map<Source, Long> begins = new HashMap<>(0);

	private int recent;

	private long next;

	/** Whether the client is yet to be told where it begins. */
	private boolean untold;

	/** Whether an event found no room; what follows it has to wait, too. */
	private boolean blocked;

	/**
	 * Create a place.
	 * @param feed whose it is
	 * @param beginning the number of the feed's beginning
	 * @param partition the partition
	 * @param sources the feed's sources in it
	 * @param next the first offset that concerns the feed
	 * @param end where the partition ends now
	 * @param recent how many events of each source to look for before that
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

	/**
	 * The recent history has been found: where each source begins. It is read from there
	 * as any other history is, as the client takes it.
	 */
	void beginAt(Map<Source, Long> offsets) {
		this.begins.putAll(offsets);
		this.next = offsets.values().stream().mapToLong(Long::longValue).min().orElse(this.next);
		this.recent = 0;
		this.untold = true;
	}

	/**
	 * Tell the client where it begins, if it does not know.
	 * @return {@code false} if the feed is full
	 */
	boolean tellBeginning() {
		this.untold = this.untold && !tell(new FeedMessage.Moved(this.partition, this.next));
		return !this.untold;
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

	/** There is nothing for the feed up to an offset. */
	void skipTo(long offset) {
		this.next = Math.max(this.next, offset);
	}

	boolean isBlocked() {
		return this.blocked;
	}

	void unblock() {
		this.blocked = false;
	}

	boolean tell(FeedMessage message) {
		return this.feed.offer(message, this.beginning);
	}

}
