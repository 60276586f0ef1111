package io.github.dualstream.transport.memory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.dualstream.transport.AssignmentListener;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.GroupProgress;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.StartPosition;

/**
 * Consumer groups of an {@link InMemoryLog}. Each partition has one owner at a time: a
 * member's partition is revoked within its {@link GroupMember#poll}, and only then
 * assigned to another member. Thread-safe.
 */
public final class InMemoryConsumerGroups implements ConsumerGroups {

	private final MemoryStore store;

	private final Map<String, MemoryGroup> groups = new HashMap<>();

	/**
	 * Create the groups.
	 * @param log the log to read
	 */
	public InMemoryConsumerGroups(InMemoryLog log) {
		this.store = log.store();
	}

	@Override
	public GroupMember join(String group, Collection<String> topics, StartPosition start, AssignmentListener listener) {
		return this.store.change(() -> {
			MemoryGroup joined = group(group);
			InMemoryGroupMember member = new InMemoryGroupMember(this.store, joined, topics, listener);
			joined.join(member, start);
			return member;
		});
	}

	private MemoryGroup group(String name) {
		return this.groups.computeIfAbsent(name, (key) -> new MemoryGroup(this.store));
	}

	@Override
	public CompletableFuture<List<GroupProgress>> progress(String group, Collection<String> topics) {
		try {
			this.store.requireAvailable();
		}
		catch (LogUnavailableException ex) {
			return CompletableFuture.failedFuture(ex);
		}
		return CompletableFuture.completedFuture(this.store.call(() -> {
			List<GroupProgress> progress = new ArrayList<>();
			for (String topic : topics) {
				this.store.partitionsOf(topic).forEach((each) -> progress.add(progress(group(group), each)));
			}
			return progress;
		}));
	}

	private GroupProgress progress(MemoryGroup group, LogPartition partition) {
		MemoryPartition records = this.store.partition(partition);
		Long committed = group.committed(partition);
		return new GroupProgress(partition, (committed != null) ? committed : records.begin(), records.end(),
				committed != null);
	}

	@Override
	public CompletableFuture<Void> forget(String group) {
		return this.store.change(() -> {
			if (group(group).hasMembers()) {
				return CompletableFuture
					.failedFuture(new IllegalStateException("Group '" + group + "' has members; stop them first"));
			}
			this.groups.remove(group);
			return CompletableFuture.completedFuture(null);
		});
	}

}
