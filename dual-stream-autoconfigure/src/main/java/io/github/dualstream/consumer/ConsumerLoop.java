package io.github.dualstream.consumer;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.dualstream.transport.AssignmentListener;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.LogEntry;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads, hands to the workers, and commits what is done. All of it on one thread.
 */
final class ConsumerLoop implements AssignmentListener {

	private static final Logger logger = LoggerFactory.getLogger(ConsumerLoop.class);

	private static final Duration POLL = Duration.ofMillis(100);

	private final Map<LogPartition, PartitionWork> partitions = new HashMap<>();

	private final Map<LogPartition, Long> committed = new HashMap<>();

	private final ConsumerSettings settings;

	private final Workers workers;

	private boolean full;

	private long committedAt = System.nanoTime();

	ConsumerLoop(ConsumerSettings settings, Workers workers) {
		this.settings = settings;
		this.workers = workers;
	}

	/** One turn. */
	void turn(GroupMember member) {
		handOver(member.poll(POLL));
		limit(member);
		if (System.nanoTime() - this.committedAt >= this.settings.commitInterval().toNanos()) {
			commit(member, this.partitions.keySet());
		}
	}

	private void handOver(List<LogEntry> entries) {
		entries.stream()
			.collect(Collectors.groupingBy(ConsumerLoop::partitionOf, LinkedHashMap::new, Collectors.toList()))
			.forEach((partition, read) -> {
				PartitionWork work = this.partitions.get(partition);
				if (work != null) {
					this.workers.add(work.add(read));
				}
			});
	}

	private static LogPartition partitionOf(LogEntry entry) {
		return new LogPartition(entry.position().topic(), entry.position().partition());
	}

	private void limit(GroupMember member) {
		int waiting = this.partitions.values().stream().mapToInt(PartitionWork::waiting).sum();
		long bytes = this.partitions.values().stream().mapToLong(PartitionWork::waitingBytes).sum();
		boolean over = waiting >= this.settings.maxInFlight() || bytes >= this.settings.maxInFlightBytes();
		boolean under = waiting <= this.settings.maxInFlight() / 2 && bytes <= this.settings.maxInFlightBytes() / 2;
		if (!this.full && over) {
			member.pause(this.partitions.keySet());
			this.full = true;
		}
		else if (this.full && under) {
			member.resume(this.partitions.keySet());
			this.full = false;
		}
	}

	private void commit(GroupMember member, Collection<LogPartition> which) {
		this.committedAt = System.nanoTime();
		Map<LogPartition, Long> next = new HashMap<>();
		for (LogPartition partition : which) {
			PartitionWork work = this.partitions.get(partition);
			Long offset = (work != null) ? work.next() : null;
			if (offset != null && !offset.equals(this.committed.get(partition))) {
				next.put(partition, offset);
			}
		}
		if (next.isEmpty()) {
			return;
		}
		try {
			member.commit(next);
			this.committed.putAll(next);
		}
		catch (LogUnavailableException ex) {
			logger.warn("Not committed, what was done since may be handled again: {}", ex.getMessage());
		}
	}

	@Override
	public void assigned(GroupMember member, Collection<LogPartition> partitions) {
		partitions.forEach((partition) -> this.partitions.put(partition, new PartitionWork()));
		if (this.full) {
			member.pause(partitions);
		}
	}

	@Override
	public void revoked(GroupMember member, Collection<LogPartition> partitions) {
		drain(partitions, this.settings.drainTimeout());
		commit(member, partitions);
		forget(partitions);
	}

	@Override
	public void lost(Collection<LogPartition> partitions) {
		drain(partitions, Duration.ZERO);
		forget(partitions);
	}

	private void drain(Collection<LogPartition> partitions, Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		Map<LogPartition, PartitionWork> going = new HashMap<>(this.partitions);
		going.keySet().retainAll(partitions);
		going.values().forEach(PartitionWork::close);
		going.forEach((partition, work) -> {
			if (!work.awaitIdle(deadline)) {
				logger.warn("Partition {} went away while events of it are still being handled; "
						+ "whoever has it now may handle them again", partition);
			}
		});
	}

	private void forget(Collection<LogPartition> partitions) {
		partitions.forEach(this.partitions::remove);
		partitions.forEach(this.committed::remove);
	}

}
