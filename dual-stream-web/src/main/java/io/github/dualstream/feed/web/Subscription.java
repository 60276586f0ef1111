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
 * Subscription of a socket, with its feed. Thread-safe; frames are taken by one thread at
 * a time.
 */
final class Subscription {

	private final int number;

	private final Feed feed;

	private final SocketFrames frames;

	private final boolean full;

	private final Set<Source> sources;

	/**
	 * Create a subscription.
	 * @param number number, which identifies it within its socket
	 * @param feed feed of the subscription
	 * @param sources sources of the subscription
	 * @param frames encoder of its frames
	 * @param full whether the client receives full events
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
	 * Remove sources. The feed ends with the last one; until then it continues for the
	 * remaining ones.
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

	/** Reason for its end; {@code null} while it is open. */
	@Nullable CloseReason closed() {
		return this.feed.closed();
	}

	/**
	 * Take the oldest message that waits.
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
