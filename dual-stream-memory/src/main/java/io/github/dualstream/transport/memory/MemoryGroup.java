package io.github.dualstream.transport.memory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.dualstream.Position;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.StartPosition;
import org.jspecify.annotations.Nullable;

/**
 * Members, committed offsets and owners of one consumer group. Guarded by the lock of its
 * {@link MemoryStore}.
 */
final class MemoryGroup {

	private final MemoryStore store;

	private final List<InMemoryGroupMember> members = new ArrayList<>();

	private final Map<LogPartition, InMemoryGroupMember> owners = new HashMap<>();

	private final Map<LogPartition, Committed> committed = new HashMap<>();

	private final Set<String> begun = new HashSet<>();

	MemoryGroup(MemoryStore store) {
		this.store = store;
	}

	/**
	 * Add a member. The group begins at once on topics that it has not read before; a
	 * partition that is added later is read from its beginning.
	 */
	void join(InMemoryGroupMember member, StartPosition start) {
		for (String topic : member.topics()) {
			if (this.begun.add(topic)) {
				for (LogPartition partition : this.store.partitionsOf(topic)) {
					MemoryPartition records = this.store.partition(partition);
					this.committed.put(partition, new Committed(records, startOf(partition, records, start)));
				}
			}
		}
		this.members.add(member);
	}

	private static long startOf(LogPartition partition, MemoryPartition records, StartPosition start) {
		if (start instanceof StartPosition.Latest) {
			return records.end();
		}
		if (start instanceof StartPosition.AtTime atTime) {
			return records.firstSince(atTime.time());
		}
		if (start instanceof StartPosition.AtPositions atPositions) {
			return atPositions.positions()
				.stream()
				.filter((position) -> position.topic().equals(partition.topic())
						&& position.partition() == partition.number())
				.mapToLong(Position::offset)
				.findFirst()
				.orElse(records.begin());
		}
		return records.begin();
	}

	void leave(InMemoryGroupMember member) {
		this.members.remove(member);
		this.owners.values().removeIf((owner) -> owner == member);
	}

	boolean hasMembers() {
		return !this.members.isEmpty();
	}

	/** Partitions that a member should own, distributed evenly. */
	Set<LogPartition> shareOf(InMemoryGroupMember member) {
		Set<LogPartition> share = new HashSet<>();
		for (String topic : member.topics()) {
			List<InMemoryGroupMember> readers = this.members.stream()
				.filter((each) -> each.topics().contains(topic))
				.toList();
			for (LogPartition partition : this.store.partitionsOf(topic)) {
				if (readers.get(partition.number() % readers.size()) == member) {
					share.add(partition);
				}
			}
		}
		return share;
	}

	/** Claim unowned partitions. */
	List<LogPartition> claim(InMemoryGroupMember member, Collection<LogPartition> partitions) {
		return partitions.stream().filter((each) -> this.owners.putIfAbsent(each, member) == null).toList();
	}

	void release(InMemoryGroupMember member, Collection<LogPartition> partitions) {
		partitions.forEach((each) -> this.owners.remove(each, member));
	}

	boolean isFree(LogPartition partition) {
		return !this.owners.containsKey(partition);
	}

	boolean owns(InMemoryGroupMember member, Collection<LogPartition> partitions) {
		return partitions.stream().allMatch((each) -> this.owners.get(each) == member);
	}

	void commit(LogPartition partition, long next) {
		this.committed.put(partition, new Committed(this.store.partition(partition), next));
	}

	/**
	 * Committed offset of a partition.
	 * @return {@code null} without one, or with one of a topic that was deleted since
	 */
	@Nullable Long committed(LogPartition partition) {
		Committed committed = this.committed.get(partition);
		return (committed != null && committed.records == this.store.partition(partition)) ? committed.next : null;
	}

	/**
	 * Committed offset.
	 *
	 * @param records records of the partition, which distinguish topics of the same name
	 * @param next lowest unfinished offset
	 */
	private record Committed(MemoryPartition records, long next) {

	}

}
