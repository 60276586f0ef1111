package io.github.dualstream.transport.lease;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registration of one member in its group, and the leases that it holds. The thread of
 * the member acquires and releases leases; another one renews them, since the first may
 * wait for handlers or for the log. Thread-safe.
 */
final class Membership {

	private static final Logger logger = LoggerFactory.getLogger(Membership.class);

	/**
	 * Time after which a member that does not poll is considered dead, as by Kafka's
	 * {@code max.poll.interval.ms}.
	 */
	static final Duration MAX_SILENCE = Duration.ofMinutes(5);

	private final LeaseStore store;

	private final String group;

	private final String member;

	private final Collection<String> topics;

	private final Duration duration;

	private final LongSupplier nanoTime;

	private final Map<LogPartition, HeldLease> held = new ConcurrentHashMap<>();

	/** Members of each topic in the order of their ids. */
	private final Map<String, List<String>> members = new ConcurrentHashMap<>();

	private volatile long polledAt;

	private boolean left;

	Membership(LeaseStore store, String group, String member, Collection<String> topics, Duration duration,
			LongSupplier nanoTime) {
		this.store = store;
		this.group = group;
		this.member = member;
		this.topics = List.copyOf(topics);
		this.duration = duration;
		this.nanoTime = nanoTime;
		this.polledAt = nanoTime.getAsLong();
	}

	Collection<String> topics() {
		return this.topics;
	}

	/** Note that the member polls, and join the group if it has not done so. */
	void polled() {
		this.polledAt = this.nanoTime.getAsLong();
		if (this.members.isEmpty()) {
			register();
		}
	}

	/** Renew the registration and all leases. */
	void renew() {
		if (this.nanoTime.getAsLong() - this.polledAt > MAX_SILENCE.toNanos()) {
			return;
		}
		try {
			register();
			this.held.values().forEach((lease) -> lease.renew(this.store, this.duration));
		}
		catch (LogUnavailableException ex) {
			// the member's next poll fails as well and reports it
			logger.debug("Leases of group '{}' could not be renewed", this.group, ex);
		}
	}

	private synchronized void register() {
		if (this.left) {
			return;
		}
		for (String topic : this.topics) {
			Collection<String> registered = this.store.register(this.group, topic, this.member, this.duration);
			this.members.put(topic, registered.stream().sorted().toList());
		}
	}

	/**
	 * Fair number of partitions of a topic for this member. The numbers of all members
	 * add up to that of the partitions, and differ by at most one; other members have the
	 * larger ones in other topics.
	 */
	int shareOf(String topic, int partitions) {
		List<String> all = this.members.getOrDefault(topic, List.of());
		int rank = all.indexOf(this.member);
		if (rank < 0) {
			return 0;
		}
		int rotated = Math.floorMod(rank + topic.hashCode(), all.size());
		return partitions / all.size() + ((rotated < partitions % all.size()) ? 1 : 0);
	}

	/** First partition to try to acquire, a different one for each member. */
	int firstOf(String topic, int partitions) {
		List<String> all = this.members.getOrDefault(topic, List.of());
		return (int) ((long) Math.max(0, all.indexOf(this.member)) * partitions / Math.max(1, all.size()));
	}

	/** Partitions of a topic that this member holds, by number. */
	List<LogPartition> heldOf(String topic) {
		return this.held.keySet()
			.stream()
			.filter((each) -> each.topic().equals(topic))
			.sorted((one, other) -> Integer.compare(one.number(), other.number()))
			.toList();
	}

	@Nullable HeldLease get(LogPartition partition) {
		return this.held.get(partition);
	}

	/** Leases that this member held and has no more. */
	List<HeldLease> lost() {
		return this.held.values().stream().filter((lease) -> !lease.isValid()).toList();
	}

	@Nullable Lease acquire(LogPartition partition) {
		long now = this.nanoTime.getAsLong();
		Lease lease = this.store.acquire(this.group, partition, this.member, this.duration);
		if (lease != null) {
			this.held.put(partition, new HeldLease(lease, now + this.duration.toNanos(), this.nanoTime));
		}
		return lease;
	}

	void forget(LogPartition partition) {
		this.held.remove(partition);
	}

	void release(LogPartition partition) {
		HeldLease lease = this.held.remove(partition);
		if (lease == null) {
			return;
		}
		try {
			synchronized (lease) {
				lease.lose();
				this.store.release(lease.lease());
			}
		}
		catch (LogUnavailableException ex) {
			logger.debug("The lease of {} could not be released; it expires within {} ms", partition,
					this.duration.toMillis(), ex);
		}
	}

	synchronized void leave() {
		this.left = true;
		try {
			this.topics.forEach((topic) -> this.store.unregister(this.group, topic, this.member));
		}
		catch (LogUnavailableException ex) {
			logger.debug("Member '{}' could not leave group '{}'; its registration expires within {} ms", this.member,
					this.group, this.duration.toMillis(), ex);
		}
	}

}
