package io.github.dualstream.feed;

import java.util.ArrayDeque;
import java.util.Deque;
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

	private final FeedSettings settings;

	private final BufferBudget budget;

	private final Consumer<Feed> onClose;

	private final Deque<FeedMessage> waiting = new ArrayDeque<>(2);

	/** Number of bytes that wait. */
	private long bytes;

	/** Time since which more than half of the buffer is in use, after it was full. */
	private long fullSince;

	private boolean full;

	/** Time since which the client's connection is blocked, if it is. */
	private long blockedSince;

	private boolean blocked;

	private int generation;

	private @Nullable FeedProgress progress;

	private boolean heartbeatDue;

	private @Nullable Runnable onRoom;

	private volatile @Nullable CloseReason closed;

	/**
	 * Create a feed.
	 * @param request the client's request
	 * @param listener the client
	 * @param settings limits of the client's buffer
	 * @param budget limit of the bytes that wait for all clients
	 * @param onClose callback invoked when the feed has been closed
	 */
	Feed(FeedRequest request, FeedListener listener, FeedSettings settings, BufferBudget budget,
			Consumer<Feed> onClose) {
		this.request = request;
		this.listener = listener;
		this.settings = settings;
		this.budget = budget;
		this.onClose = onClose;
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
		Runnable roomy;
		synchronized (this) {
			message = this.waiting.poll();
			if (message == null) {
				return heartbeat();
			}
			release(message);
			progress(message);
			roomy = takeOnRoom();
		}
		if (roomy != null) {
			roomy.run();
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

	private void progress(FeedMessage message) {
		if (message instanceof FeedMessage.Reset reset) {
			this.progress = reset.progress();
		}
		else if (this.progress != null && message instanceof FeedEvent event) {
			this.progress.advance(event.partition(), event.offset() + 1);
		}
		else if (this.progress != null && message instanceof FeedMessage.Moved moved) {
			this.progress.advance(moved.partition(), moved.next());
		}
	}

	private void release(FeedMessage message) {
		this.bytes -= message.size();
		if (message instanceof FeedEvent event) {
			event.release(this.budget);
		}
	}

	private @Nullable Runnable takeOnRoom() {
		if (!this.full || !isHalfEmpty()) {
			return null;
		}
		Runnable roomy = this.onRoom;
		this.full = false;
		this.onRoom = null;
		return roomy;
	}

	/**
	 * Also true if the budget of all clients is exhausted, and this client has taken its
	 * messages.
	 */
	private boolean isHalfEmpty() {
		return this.waiting.size() <= this.settings.bufferCapacity() / 2 && this.bytes <= this.settings.bufferSize() / 2
				&& this.budget.hasRoom(this.bytes == 0);
	}

	/** The first event is accepted whatever its size. */
	private boolean hasRoomFor(FeedMessage message) {
		return this.waiting.size() < this.settings.bufferCapacity()
				&& (this.bytes == 0 || this.bytes + message.size() <= this.settings.bufferSize())
				&& this.budget.hasRoom(this.bytes == 0);
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
			forgetWhatWaits();
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
			forgetWhatWaits();
			this.waiting.add(new FeedMessage.Reset(reason, beginning));
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

	private void forgetWhatWaits() {
		this.waiting.forEach(this::release);
		this.waiting.clear();
		this.full = false;
		this.onRoom = null;
	}

	/**
	 * Offer a message to the client.
	 * @param message the message
	 * @param beginning number of the beginning that it follows
	 * @return {@code false} if the buffer is full; the message must then be offered again
	 * {@link #whenRoom when there is room}
	 */
	boolean offer(FeedMessage message, int beginning) {
		synchronized (this) {
			if (this.closed != null || beginning != this.generation) {
				return true;
			}
			if (!hasRoomFor(message)) {
				if (!this.full) {
					this.full = true;
					this.fullSince = System.nanoTime();
				}
				return false;
			}
			hold(message);
			if (this.waiting.size() > 1) {
				return true;
			}
		}
		tellListener();
		return true;
	}

	private void hold(FeedMessage message) {
		this.waiting.add(message);
		this.bytes += message.size();
		if (message instanceof FeedEvent event) {
			event.hold(this.budget);
		}
	}

	/**
	 * Register a callback for when half of the buffer is free, which may be now. It
	 * replaces the callback before it.
	 */
	void whenRoom(Runnable call) {
		synchronized (this) {
			if (this.full) {
				this.onRoom = call;
				return;
			}
		}
		call.run();
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
		Runnable roomy;
		synchronized (this) {
			long now = System.nanoTime();
			stuck = (this.blocked && now - this.blockedSince > nanos)
					|| (this.full && !this.waiting.isEmpty() && now - this.fullSince > nanos);
			// where others held too much, this one need not take anything before
			roomy = stuck ? null : takeOnRoom();
		}
		if (stuck) {
			close(CloseReason.CLIENT_TOO_SLOW);
		}
		else if (roomy != null) {
			roomy.run();
		}
	}

	/**
	 * Offer a heartbeat, unless a message waits, which serves as one.
	 * @param reached offsets that the client has reached without an event
	 */
	void heartbeat(Map<LogPartition, Long> reached) {
		synchronized (this) {
			if (this.closed != null || !this.waiting.isEmpty()) {
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
