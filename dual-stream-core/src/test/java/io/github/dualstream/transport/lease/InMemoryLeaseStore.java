package io.github.dualstream.transport.lease;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Store of leases in memory, with the clock of a test.
 */
final class InMemoryLeaseStore implements LeaseStore {

	private final LongSupplier nanoTime;

	private final Map<List<String>, Map<String, Long>> members = new HashMap<>();

	private final Map<LogPartition, Held> held = new HashMap<>();

	private long tokens;

	private boolean available = true;

	InMemoryLeaseStore(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	synchronized void setAvailable(boolean available) {
		this.available = available;
	}

	synchronized boolean isCurrent(Lease lease) {
		Held current = current(lease.partition());
		return current != null && current.lease.equals(lease);
	}

	/** Expire a lease, as a clock that jumps or an operator may do. */
	synchronized void expire(LogPartition partition) {
		this.held.remove(partition);
	}

	@Override
	public synchronized Collection<String> register(String group, String topic, String member, Duration duration) {
		requireAvailable();
		Map<String, Long> all = this.members.computeIfAbsent(List.of(group, topic), (key) -> new HashMap<>());
		all.put(member, this.nanoTime.getAsLong() + duration.toNanos());
		all.values().removeIf((until) -> until <= this.nanoTime.getAsLong());
		return List.copyOf(all.keySet());
	}

	@Override
	public synchronized void unregister(String group, String topic, String member) {
		requireAvailable();
		this.members.getOrDefault(List.of(group, topic), new HashMap<>()).remove(member);
	}

	@Override
	public synchronized @Nullable Lease acquire(String group, LogPartition partition, String member,
			Duration duration) {
		requireAvailable();
		Held current = current(partition);
		if (current != null && !current.lease.member().equals(member)) {
			return null;
		}
		return hold(new Lease(group, partition, member, ++this.tokens), duration);
	}

	@Override
	public synchronized @Nullable Lease renew(Lease lease, Duration duration) {
		requireAvailable();
		return isCurrent(lease)
				? hold(new Lease(lease.group(), lease.partition(), lease.member(), ++this.tokens), duration) : null;
	}

	@Override
	public synchronized void release(Lease lease) {
		requireAvailable();
		if (isCurrent(lease)) {
			this.held.remove(lease.partition());
		}
	}

	private Lease hold(Lease lease, Duration duration) {
		this.held.put(lease.partition(), new Held(lease, this.nanoTime.getAsLong() + duration.toNanos()));
		return lease;
	}

	private @Nullable Held current(LogPartition partition) {
		Held current = this.held.get(partition);
		return (current != null && current.until > this.nanoTime.getAsLong()) ? current : null;
	}

	private void requireAvailable() {
		if (!this.available) {
			throw new LogUnavailableException("The store is away", null);
		}
	}

	private record Held(Lease lease, long until) {

	}

}
