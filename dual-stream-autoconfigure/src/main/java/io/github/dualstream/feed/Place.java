package io.github.dualstream.feed;

import java.util.ArrayDeque;
import java.util.Deque;
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

	/** Recent history that has been read, and is to be delivered before anything else. */
	private final Deque<FeedMessage> backlog = new ArrayDeque<>(0);

	private int recent;

	private long next;

	/** Whether an event found no room; what follows it has to wait, too. */
	private boolean blocked;

	/**
	 * Create a place.
	 * @param feed whose it is
	 * @param beginning the number of the feed's beginning
	 * @param partition the partition
	 * @param sources the feed's sources in it
	 * @param next the first offset that concerns the feed
	 * @param recent how many events of each source to look for before that
	 */
	Place(Feed feed, int beginning, LogPartition partition, Set<Source> sources, long next, int recent) {
		this.feed = feed;
		this.beginning = beginning;
		this.partition = partition;
		this.sources = sources;
		this.next = next;
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

	int recent() {
		return this.recent;
	}

	/** The recent history has been found. */
	void addBacklog(Iterable<? extends FeedMessage> messages) {
		messages.forEach(this.backlog::add);
		this.recent = 0;
	}

	/**
	 * Deliver what was found.
	 * @return {@code false} if the feed is full
	 */
	boolean deliverBacklog() {
		for (FeedMessage message = this.backlog.peek(); message != null; message = this.backlog.peek()) {
			if (!this.feed.offer(message, this.beginning)) {
				return false;
			}
			this.backlog.remove();
		}
		return true;
	}

	/**
	 * Deliver an event, unless it has been delivered.
	 * @return {@code false} if there was no room for it: nothing is delivered from here
	 * until {@link #unblock()}
	 */
	boolean deliver(FeedEvent event) {
		if (this.blocked || event.offset() < this.next) {
			return true;
		}
		if (!this.feed.offer(event, this.beginning)) {
			this.blocked = true;
			return false;
		}
		this.next = event.offset() + 1;
		return true;
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
