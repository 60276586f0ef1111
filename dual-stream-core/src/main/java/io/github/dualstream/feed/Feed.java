package io.github.dualstream.feed;

import java.util.Map;
import java.util.function.Consumer;

import io.github.dualstream.transport.LogPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's view of its sources: the messages that wait for the client, and its
 * position. Thread-safe; messages must be taken by one thread at a time.
 */
public final class Feed implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Feed.class);

	private final FeedRequest request;

	private final FeedListener listener;

	private final ClientBuffer buffer;

	private final Consumer<Feed> onClose;

	private final Consumer<Feed> onRoom;

	/** Time since which the client's connection is blocked, if it is. */
	private long blockedSince;

	private boolean blocked;

	private int generation;

	private @Nullable FeedProgress progress;

	private boolean heartbeatDue;

	private volatile @Nullable CloseReason closed;

	/**
	 * Create a feed.
	 * @param request the client's request
	 * @param listener the client
	 * @param buffer empty buffer of the client
	 * @param onClose callback invoked when the feed has been closed
	 * @param onRoom callback invoked when the feed is no longer {@link #isFull() full}
	 */
	Feed(FeedRequest request, FeedListener listener, ClientBuffer buffer, Consumer<Feed> onClose,
			Consumer<Feed> onRoom) {
		this.request = request;
		this.listener = listener;
		this.buffer = buffer;
		this.onClose = onClose;
		this.onRoom = onRoom;
	}

	FeedRequest request() {
		return this.request;
	}

	/**
	 * Take the oldest message that waits.
	 * @return the message, or {@code null} if nothing waits
	 */
	public @Nullable FeedMessage take() {
		FeedMessage message;
		boolean roomy;
		synchronized (this) {
			message = this.buffer.poll();
			if (message == null) {
				return heartbeat();
			}
			advance(message);
			roomy = this.buffer.endsFull();
		}
		if (roomy) {
			this.onRoom.accept(this);
		}
		return message;
	}

	private @Nullable FeedMessage heartbeat() {
		if (!this.heartbeatDue) {
			return null;
		}
		this.heartbeatDue = false;
		return new FeedMessage.Heartbeat();
	}

	private void advance(FeedMessage message) {
		if (message instanceof FeedMessage.Reset reset) {
			this.progress = reset.progress();
		}
		else if (this.progress != null) {
			this.progress.advance(message);
		}
	}

	/**
	 * Write the cursor of a client that has received all messages taken so far.
	 * @param text the text to append it to
	 * @return {@code false} if the client has no cursor yet
	 */
	public synchronized boolean appendCursor(StringBuilder text) {
		if (this.progress == null || !this.progress.isKnown()) {
			return false;
		}
		this.progress.appendTo(text);
		return true;
	}

	/**
	 * End the feed. Returns at once and may be called again.
	 */
	@Override
	public void close() {
		close(CloseReason.CLIENT_LEFT);
	}

	/**
	 * End the feed and discard the messages that wait.
	 * @param reason the reason; that of the first call counts
	 */
	public void close(CloseReason reason) {
		synchronized (this) {
			if (this.closed != null) {
				return;
			}
			this.closed = reason;
			this.buffer.clear();
		}
		this.onClose.accept(this);
		tellListener();
	}

	/**
	 * Reason for the end of the feed.
	 * @return the reason, or {@code null} while it is open
	 */
	public @Nullable CloseReason closed() {
		return this.closed;
	}

	/**
	 * Begin the feed.
	 * @return the number of this beginning, for {@link #offer}
	 */
	synchronized int begin(FeedProgress beginning) {
		this.progress = beginning;
		return this.generation;
	}

	/**
	 * Begin the feed anew and discard the messages that wait or are in flight.
	 * @return the number of this beginning
	 */
	int reset(ResetReason reason, FeedProgress beginning) {
		int current;
		synchronized (this) {
			this.buffer.clear();
			this.buffer.add(new FeedMessage.Reset(reason, beginning));
			this.generation++;
			current = this.generation;
		}
		tellListener();
		return current;
	}

	/** Note that the log was searched for its recent events. */
	void searched(long records) {
		this.listener.onSearch(this, records);
	}

	/** A client whose connection fails must not delay the others. */
	private void tellListener() {
		try {
			this.listener.onChange(this);
		}
		catch (RuntimeException | Error ex) {
			logger.warn("Closed a live feed because its connection failed", ex);
			close(CloseReason.FAILED);
		}
	}

	/**
	 * Offer a message to the client.
	 * @param message the message
	 * @param beginning number of the beginning that it follows
	 * @return {@code false} if the buffer is full; the message must then be offered again
	 * when there is room
	 */
	boolean offer(FeedMessage message, int beginning) {
		synchronized (this) {
			if (this.closed != null || beginning != this.generation) {
				return true;
			}
			if (!this.buffer.offer(message)) {
				return false;
			}
			if (this.buffer.size() > 1) {
				return true;
			}
		}
		tellListener();
		return true;
	}

	/** Whether a message found no room, and half of the buffer is not free yet. */
	synchronized boolean isFull() {
		return this.buffer.isFull();
	}

	/**
	 * Set whether the client's connection is blocked at the moment. A client whose
	 * connection is blocked for too long is disconnected, however little waits for it.
	 * @param nothing whether the connection accepts nothing
	 */
	public synchronized void setBlocked(boolean nothing) {
		if (nothing && !this.blocked) {
			this.blockedSince = System.nanoTime();
		}
		this.blocked = nothing;
	}

	/**
	 * End the feed if its client has taken nothing, or not half of a full buffer, for
	 * some time; otherwise have it filled if there is room again.
	 */
	void checkProgress(long nanos) {
		boolean stuck;
		boolean roomy;
		synchronized (this) {
			stuck = (this.blocked && System.nanoTime() - this.blockedSince > nanos) || this.buffer.isFullFor(nanos);
			roomy = !stuck && this.buffer.endsFull();
		}
		if (stuck) {
			close(CloseReason.CLIENT_TOO_SLOW);
		}
		else if (roomy) {
			this.onRoom.accept(this);
		}
	}

	/**
	 * Offer a heartbeat, unless a message waits, which serves as one.
	 * @param reached offsets that the client has reached without an event
	 */
	void heartbeat(Map<LogPartition, Long> reached) {
		synchronized (this) {
			if (this.closed != null || this.buffer.size() > 0) {
				return;
			}
			if (this.progress != null) {
				reached.forEach(this.progress::advance);
			}
			this.heartbeatDue = true;
		}
		tellListener();
	}

}
