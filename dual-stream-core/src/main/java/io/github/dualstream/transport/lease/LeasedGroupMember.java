package io.github.dualstream.transport.lease;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;

import io.github.dualstream.schedule.SupervisedThread;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.AssignmentListener;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.LogBatch;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Member of a group whose members share partitions by leases. Each takes its fair number
 * of free partitions and keeps them; it gives partitions away only if it has more than
 * that, after its listener was called. A member that dies keeps its partitions until its
 * leases expire; one that cannot renew them considers them lost at the same time.
 */
public final class LeasedGroupMember implements GroupMember {

	private static final Logger logger = LoggerFactory.getLogger(LeasedGroupMember.class);

	/** A member learns of another one within this part of the duration of a lease. */
	private static final int RENEWALS_PER_LEASE = 10;

	/** Attempts to acquire missing partitions, which others may be about to release. */
	private static final int ATTEMPTS_PER_LEASE = 50;

	private final String group;

	private final GroupLog log;

	private final AssignmentListener listener;

	private final Membership membership;

	private final Duration duration;

	private final LongSupplier nanoTime;

	/** Next offset to read of each partition that this member owns. */
	private final Map<LogPartition, Long> positions = new HashMap<>();

	private final Set<LogPartition> paused = new HashSet<>();

	private @Nullable SupervisedThread renewals;

	private long shareAt;

	LeasedGroupMember(String group, String member, Collection<String> topics, GroupLog log, LeaseStore store,
			Duration duration, AssignmentListener listener, LongSupplier nanoTime) {
		this.group = group;
		this.log = log;
		this.listener = listener;
		this.duration = duration;
		this.nanoTime = nanoTime;
		this.membership = new Membership(store, group, member, topics, duration, nanoTime);
		this.shareAt = nanoTime.getAsLong();
	}

	/**
	 * Join a group with the first {@link #poll}.
	 * @param group name of the group
	 * @param topics names of the topics to read
	 * @param log log of this member, closed with it
	 * @param store store of the leases
	 * @param duration time until a lease expires without a renewal
	 * @param listener listener for the assigned partitions
	 * @param threads threads of the application, for the renewal of leases
	 * @return the member, to be closed
	 */
	public static GroupMember join(String group, Collection<String> topics, GroupLog log, LeaseStore store,
			Duration duration, AssignmentListener listener, Threads threads) {
		LeasedGroupMember member = new LeasedGroupMember(group, newId(), topics, log, store, duration, listener,
				System::nanoTime);
		Duration interval = duration.dividedBy(RENEWALS_PER_LEASE);
		member.renewals = threads.every("dual-stream-leases-" + group, interval, interval, member::renew);
		return member;
	}

	/** Ids of members in the order of their start: the older ones keep what they have. */
	private static String newId() {
		return "%011x-%s".formatted(System.currentTimeMillis(), UUID.randomUUID());
	}

	void renew() {
		this.membership.renew();
	}

	@Override
	public Map<LogPartition, LogBatch> poll(Duration timeout) {
		this.membership.polled();
		removeLost();
		if (this.nanoTime.getAsLong() - this.shareAt >= 0) {
			share();
		}
		GroupRead read = this.log.read(toRead(), waitFor(timeout));
		read.lost().forEach(this::lose);
		removeLost();
		Map<LogPartition, LogBatch> batches = new HashMap<>();
		read.batches().forEach((partition, batch) -> {
			if (this.positions.replace(partition, batch.next()) != null) {
				batches.put(partition, batch);
			}
		});
		return batches;
	}

	private Map<Lease, Long> toRead() {
		Map<Lease, Long> from = new HashMap<>();
		this.positions.forEach((partition, next) -> {
			HeldLease lease = this.membership.get(partition);
			if (lease != null && !this.paused.contains(partition)) {
				from.put(lease.lease(), next);
			}
		});
		return from;
	}

	private Duration waitFor(Duration timeout) {
		Duration untilShare = Duration.ofNanos(Math.max(0, this.shareAt - this.nanoTime.getAsLong()));
		return (untilShare.compareTo(timeout) < 0) ? untilShare : timeout;
	}

	private void lose(LogPartition partition) {
		HeldLease lease = this.membership.get(partition);
		if (lease != null) {
			lease.lose();
			// it may be free, as after its topic was created again
			this.shareAt = this.nanoTime.getAsLong();
		}
	}

	private void removeLost() {
		List<HeldLease> lost = this.membership.lost();
		if (lost.isEmpty()) {
			return;
		}
		List<LogPartition> partitions = lost.stream().map((each) -> each.lease().partition()).toList();
		logger.warn("Group '{}' lost the leases of {} in this instance; they are processed again from their committed "
				+ "offsets, by this or another instance", this.group, partitions);
		lost.forEach(this::remove);
		this.listener.lost(partitions);
	}

	private void remove(HeldLease lease) {
		LogPartition partition = lease.lease().partition();
		this.positions.remove(partition);
		this.paused.remove(partition);
		this.log.end(lease.lease());
		this.membership.forget(partition);
	}

	/** Revoke partitions that exceed the fair share, then acquire what is missing. */
	private void share() {
		Map<String, Integer> partitions = new HashMap<>();
		this.membership.topics().forEach((topic) -> partitions.put(topic, this.log.partitionsOf(topic)));
		List<LogPartition> surplus = new ArrayList<>();
		partitions.forEach((topic, count) -> surplus.addAll(surplusOf(topic, count)));
		if (!surplus.isEmpty()) {
			revoke(surplus);
		}
		List<LogPartition> acquired = new ArrayList<>();
		boolean complete = true;
		try {
			for (Map.Entry<String, Integer> topic : partitions.entrySet()) {
				complete &= acquire(topic.getKey(), topic.getValue(), acquired);
			}
		}
		finally {
			if (!acquired.isEmpty()) {
				this.listener.assigned(this, acquired);
			}
		}
		this.shareAt = this.nanoTime.getAsLong()
				+ this.duration.dividedBy(complete ? RENEWALS_PER_LEASE : ATTEMPTS_PER_LEASE).toNanos();
	}

	private List<LogPartition> surplusOf(String topic, int partitions) {
		List<LogPartition> held = this.membership.heldOf(topic);
		List<LogPartition> existing = held.stream().filter((each) -> each.number() < partitions).toList();
		List<LogPartition> surplus = new ArrayList<>(held.subList(existing.size(), held.size()));
		surplus.addAll(existing.stream().skip(this.membership.shareOf(topic, partitions)).toList());
		return surplus;
	}

	/**
	 * Acquire free partitions of a topic up to the fair share.
	 * @return whether the share is complete
	 */
	private boolean acquire(String topic, int partitions, List<LogPartition> acquired) {
		int missing = this.membership.shareOf(topic, partitions) - this.membership.heldOf(topic).size();
		int first = this.membership.firstOf(topic, partitions);
		for (int i = 0; i < partitions && missing > 0; i++) {
			LogPartition partition = new LogPartition(topic, (first + i) % partitions);
			if (!this.positions.containsKey(partition) && begin(partition)) {
				acquired.add(partition);
				missing--;
			}
		}
		return missing <= 0;
	}

	private boolean begin(LogPartition partition) {
		Lease lease = this.membership.acquire(partition);
		if (lease == null) {
			return false;
		}
		boolean begun = false;
		try {
			this.positions.put(partition, this.log.begin(lease));
			begun = true;
		}
		finally {
			if (!begun) {
				// acquired anew by the next attempt
				this.membership.forget(partition);
			}
		}
		return true;
	}

	private void revoke(List<LogPartition> partitions) {
		this.listener.revoked(this, partitions);
		for (LogPartition partition : partitions) {
			HeldLease lease = this.membership.get(partition);
			this.positions.remove(partition);
			this.paused.remove(partition);
			if (lease != null) {
				this.log.end(lease.lease());
				this.membership.release(partition);
			}
		}
	}

	@Override
	public void pause(Collection<LogPartition> partitions) {
		this.paused.addAll(partitions);
	}

	@Override
	public void resume(Collection<LogPartition> partitions) {
		this.paused.removeAll(Set.copyOf(partitions));
	}

	@Override
	public boolean commit(Map<LogPartition, Long> next, Duration timeout) {
		long deadline = this.nanoTime.getAsLong() + timeout.toNanos();
		List<LogPartition> lost = new ArrayList<>();
		next.forEach((partition, offset) -> {
			HeldLease held = this.membership.get(partition);
			if (held == null || !held.commit((lease) -> this.log.commit(lease, offset, until(deadline)))) {
				lost.add(partition);
			}
		});
		if (!lost.isEmpty()) {
			throw new LogUnavailableException("Failed to commit offsets of group '" + this.group
					+ "': this member has lost the leases of " + lost, null);
		}
		return true;
	}

	private Duration until(long deadline) {
		return Duration.ofNanos(Math.max(1, deadline - this.nanoTime.getAsLong()));
	}

	@Override
	public void wakeUp() {
		this.log.wakeUp();
	}

	@Override
	public void close() {
		try {
			if (!this.positions.isEmpty()) {
				revoke(List.copyOf(this.positions.keySet()));
			}
		}
		finally {
			this.membership.leave();
			SupervisedThread thread = this.renewals;
			if (thread != null) {
				thread.close();
			}
			this.log.close();
		}
	}

}
