package io.github.dualstream.feed;

import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * Messages that wait for one client, bounded in number and size, and by the budget of all
 * clients. Guarded by its feed.
 */
final class ClientBuffer {

	private final FeedSettings settings;

	private final BufferBudget budget;

	/** The oldest message that waits. */
	private @Nullable FeedMessage first;

	/** The messages behind it; there are none for a client that keeps up. */
	private @Nullable Deque<FeedMessage> behind;

	/** Number of bytes that wait. */
	private long bytes;

	/** Whether a message found no room, and half of the buffer is not free yet. */
	private boolean full;

	private long fullSince;

	/**
	 * Create an empty buffer.
	 * @param settings limits of the buffer
	 * @param budget limit of the bytes that wait for all clients
	 */
	ClientBuffer(FeedSettings settings, BufferBudget budget) {
		this.settings = settings;
		this.budget = budget;
	}

	int size() {
		if (this.first == null) {
			return 0;
		}
		return (this.behind != null) ? 1 + this.behind.size() : 1;
	}

	/**
	 * Add a message, if there is room. The first event is accepted whatever its size.
	 * @return {@code false} if the buffer is full
	 */
	boolean offer(FeedMessage message) {
		boolean room = size() < this.settings.bufferCapacity()
				&& (this.bytes == 0 || this.bytes + message.size() <= this.settings.bufferSize())
				&& this.budget.hasRoom(this.bytes == 0);
		if (room) {
			add(message);
		}
		else if (!this.full) {
			this.full = true;
			this.fullSince = System.nanoTime();
		}
		return room;
	}

	/** Add a message even if there is no room. */
	void add(FeedMessage message) {
		if (this.first == null) {
			this.first = message;
		}
		else {
			if (this.behind == null) {
				this.behind = new ArrayDeque<>(2);
			}
			this.behind.add(message);
		}
		this.bytes += message.size();
		if (message instanceof FeedEvent event) {
			event.hold(this.budget);
		}
	}

	/**
	 * Take the oldest message.
	 * @return the message, or {@code null} if nothing waits
	 */
	@Nullable FeedMessage poll() {
		FeedMessage message = this.first;
		if (message != null) {
			this.first = (this.behind != null) ? this.behind.poll() : null;
			if (this.behind != null && this.behind.isEmpty()) {
				this.behind = null;
			}
			release(message);
		}
		return message;
	}

	private void release(FeedMessage message) {
		this.bytes -= message.size();
		if (message instanceof FeedEvent event) {
			event.release(this.budget);
		}
	}

	void clear() {
		while (poll() != null) {
			// released
		}
		this.full = false;
	}

	boolean isFull() {
		return this.full;
	}

	/** Whether messages have waited in the full buffer for longer than a time. */
	boolean isFullFor(long nanos) {
		return this.full && this.first != null && System.nanoTime() - this.fullSince > nanos;
	}

	/**
	 * Note whether half of the full buffer is free again. If the budget of all clients
	 * was exhausted, this client need not have taken anything before.
	 * @return whether the buffer was full and is so no longer
	 */
	boolean endsFull() {
		boolean ends = this.full && size() <= this.settings.bufferCapacity() / 2
				&& this.bytes <= this.settings.bufferSize() / 2 && this.budget.hasRoom(this.bytes == 0);
		this.full &= !ends;
		return ends;
	}

}
