package io.github.dualstream.feed;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.StoredEvent;

/**
 * Event in flight to clients, one object for all of them. Thread-safe.
 */
public final class FeedEvent implements FeedMessage {

	private final LogPartition partition;

	private final StoredEvent stored;

	private final Instant appendedAt;

	private final int size;

	/** Number of feeds that it waits in. */
	private final AtomicInteger holders = new AtomicInteger();

	private final Map<Function<StoredEvent, byte[]>, byte[]> encoded = new ConcurrentHashMap<>(2);

	FeedEvent(LogPartition partition, LogRecord entry, Event event) {
		this.partition = partition;
		this.stored = new StoredEvent(entry.position(), event);
		this.appendedAt = entry.appendedAt();
		this.size = entry.size();
	}

	public Event event() {
		return this.stored.event();
	}

	public Position position() {
		return this.stored.position();
	}

	StoredEvent stored() {
		return this.stored;
	}

	Instant appendedAt() {
		return this.appendedAt;
	}

	LogPartition partition() {
		return this.partition;
	}

	long offset() {
		return this.stored.position().offset();
	}

	/** Approximate size in bytes. */
	@Override
	public int size() {
		return this.size;
	}

	/** Count one more client that it waits for. */
	void hold(BufferBudget budget) {
		if (this.holders.getAndIncrement() == 0) {
			budget.add(this.size);
		}
	}

	/** Count one client less that it waits for. */
	void release(BufferBudget budget) {
		if (this.holders.decrementAndGet() == 0) {
			budget.add(-this.size);
		}
	}

	/**
	 * Encode the event, once for all clients with the same encoding.
	 * @param encoding the encoding, as the same object each time
	 * @return the bytes, which must not be changed
	 */
	public byte[] encoded(Function<StoredEvent, byte[]> encoding) {
		byte[] bytes = this.encoded.get(encoding);
		return (bytes != null) ? bytes : this.encoded.computeIfAbsent(encoding, (key) -> key.apply(this.stored));
	}

}
