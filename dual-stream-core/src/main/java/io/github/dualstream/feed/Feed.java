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
 * One client's view of its sources: what waits for the client, and how far it has come.
 * Thread-safe; messages are to be taken by one thread at a time.
 */
public final class Feed implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Feed.class);

	private final FeedRequest request;

	private final FeedListener listener;

	private final FeedSettings settings;

	private final BufferBudget budget;

	private final Consumer<Feed> onClose;

	private final Deque<FeedMessage> waiting = new ArrayDeque<>(2);

	/** How many bytes wait. */
	private long bytes;

	/** Since when more than half of the buffer is in use, after it was full. */
	private long fullSince;

	private boolean full;

	/** Since when the client's connection takes nothing, if it does not. */
	private long blockedSince;

	private boolean blocked;

	private int generation;

	private @Nullable FeedProgress progress;

	private boolean heartbeatDue;

	private @Nullable Runnable onRoom;

	private volatile @Nullable CloseReason closed;

	/**
	 * Create a feed.
	 * @param request what the client wants to see
	 * @param listener the client
	 * @param settings how much may wait for it
	 * @param budget how much may wait for all clients
	 * @param onClose called when it has been closed
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
	 * Take what waits longest.
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

	/** Also where all clients together hold too much, and this one has taken its part. */
	private boolean isHalfEmpty() {
		return this.waiting.size() <= this.settings.bufferCapacity() / 2 && this.bytes <= this.settings.bufferSize() / 2
				&& this.budget.hasRoom(this.bytes == 0);
	}

	/** The first event is taken whatever its size. */
	private boolean hasRoomFor(FeedMessage message) {
		return this.waiting.size() < this.settings.bufferCapacity()
				&& (this.bytes == 0 || this.bytes + message.size() <= this.settings.bufferSize())
				&& this.budget.hasRoom(this.bytes == 0);
	}

	/**
	 * Write the cursor of a client that has got what was taken so far.
	 * @param text what to append it to
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
	 * End the feed. What waits is given up.
	 * @param reason why; that of the first call counts
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
	 * Why the feed ended.
	 * @return the reason, or {@code null} while it is open
	 */
	public @Nullable CloseReason closed() {
		return this.closed;
	}

	/**
	 * Begin.
	 * @return the number of this beginning, for {@link #offer}
	 */
	synchronized int begin(FeedProgress beginning) {
		this.progress = beginning;
		return this.generation;
	}

	/**
	 * Begin anew: what waits, and what is on its way, is of the past.
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

	/** The log was searched for its recent events. */
	void searched(long records) {
		this.listener.onSearch(this, records);
	}

	/** A client whose connection fails must not hold up those that are told after it. */
	private void tellListener() {
		try {
			this.listener.onChange(this);
		}
		catch (RuntimeException | Error ex) {
			logger.warn("A live feed ends: its connection failed", ex);
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
	 * Have the client told.
	 * @param message what
	 * @param beginning the number of the beginning that it follows
	 * @return {@code false} if the buffer is full; the message then is to be offered
	 * again {@link #whenRoom when there is room}
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
	 * Have a call when half of the buffer is free, which may be now. The last call
	 * counts.
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
	 * Note whether the client's connection takes anything at the moment. A client whose
	 * connection takes nothing for too long is disconnected, whether little or much waits
	 * for it.
	 * @param nothing whether it takes nothing
	 */
	public synchronized void setBlocked(boolean nothing) {
		if (nothing && !this.blocked) {
			this.blockedSince = System.nanoTime();
		}
		this.blocked = nothing;
	}

	/**
	 * End the feed if its client has taken nothing, or not half of a full buffer, for
	 * some time; else have it filled if there is room again.
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
	 * Give a sign of life, unless something waits, which is one.
	 * @param reached how far the client has come without knowing
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
