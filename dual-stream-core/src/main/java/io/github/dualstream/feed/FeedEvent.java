package io.github.dualstream.feed;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.transport.LogEntry;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.StoredEvent;

/**
 * An event on its way to clients, one object for all of them. Thread-safe.
 */
public final class FeedEvent implements FeedMessage {

	private final LogPartition partition;

	private final StoredEvent stored;

	private final int size;

	/** How many feeds it waits in. */
	private final AtomicInteger holders = new AtomicInteger();

	private final Map<Function<StoredEvent, byte[]>, byte[]> encoded = new ConcurrentHashMap<>(2);

	FeedEvent(LogPartition partition, LogEntry entry, Event event) {
		this.partition = partition;
		this.stored = new StoredEvent(entry.position(), event);
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

	LogPartition partition() {
		return this.partition;
	}

	long offset() {
		return this.stored.position().offset();
	}

	/** About how many bytes it takes. */
	@Override
	public int size() {
		return this.size;
	}

	/** It waits for one more client. */
	void hold(BufferBudget budget) {
		if (this.holders.getAndIncrement() == 0) {
			budget.add(this.size);
		}
	}

	/** It waits for one client less. */
	void release(BufferBudget budget) {
		if (this.holders.decrementAndGet() == 0) {
			budget.add(-this.size);
		}
	}

	/**
	 * The event in some encoding, which is made for the first client that asks for it.
	 * @param encoding the encoding; the same object each time
	 * @return the bytes, not to be changed
	 */
	public byte[] encoded(Function<StoredEvent, byte[]> encoding) {
		byte[] bytes = this.encoded.get(encoding);
		return (bytes != null) ? bytes : this.encoded.computeIfAbsent(encoding, (key) -> key.apply(this.stored));
	}

}
