package io.github.dualstream.feed.web;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.dualstream.Source;
import io.github.dualstream.feed.CloseReason;
import io.github.dualstream.feed.Feed;
import io.github.dualstream.feed.FeedEvent;
import io.github.dualstream.feed.FeedMessage;
import org.jspecify.annotations.Nullable;

/**
 * A feed among those of one socket. Thread-safe; frames are taken by one thread at a
 * time.
 */
final class Subscription {

	private final int number;

	private final Feed feed;

	private final SocketFrames frames;

	private final boolean full;

	private final Set<Source> sources;

	/**
	 * Create a subscription.
	 * @param number tells it from the others of its socket
	 * @param feed what the client gets
	 * @param sources what it is about
	 * @param frames what the client gets it in
	 * @param full whether the client gets whole events
	 */
	Subscription(int number, Feed feed, Collection<Source> sources, SocketFrames frames, boolean full) {
		this.number = number;
		this.feed = feed;
		this.frames = frames;
		this.full = full;
		this.sources = new HashSet<>(sources);
	}

	int number() {
		return this.number;
	}

	synchronized List<Source> sources() {
		return List.copyOf(this.sources);
	}

	/**
	 * Take sources out. The feed ends with the last one; until then it goes on reading
	 * for those that are left.
	 */
	void leave(Collection<Source> left) {
		boolean last;
		synchronized (this) {
			this.sources.removeAll(left);
			last = this.sources.isEmpty();
		}
		if (last) {
			close();
		}
	}

	void close() {
		this.feed.close();
	}

	/** Why it has ended; {@code null} while it goes on. */
	@Nullable CloseReason closed() {
		return this.feed.closed();
	}

	/**
	 * Take what waits longest.
	 * @return the text of a frame; {@code null} if nothing waits
	 */
	@Nullable String take() {
		FeedMessage message = this.feed.take();
		while (message != null && !isTold(message)) {
			message = this.feed.take();
		}
		return (message != null) ? this.frames.of(this.number, this.feed, message, this.full) : null;
	}

	private synchronized boolean isTold(FeedMessage message) {
		return (message instanceof FeedEvent event) ? this.sources.contains(event.event().source())
				: !(message instanceof FeedMessage.Moved);
	}

}
