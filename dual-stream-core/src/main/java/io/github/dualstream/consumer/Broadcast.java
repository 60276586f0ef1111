package io.github.dualstream.consumer;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import io.github.dualstream.transport.AssignmentListener;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.GroupProgress;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.StartPosition;

/**
 * Group of a single member that reads all partitions, from the ends that they have when
 * it joins first. Its progress is kept in memory, so that the member misses nothing if it
 * joins again, and the log knows nothing about it. Thread-safe.
 */
final class Broadcast implements ConsumerGroups {

	private final LogReaders readers;

	private final Map<LogPartition, Long> committed = new ConcurrentHashMap<>();

	private final Map<LogPartition, Long> ends = new ConcurrentHashMap<>();

	private final Map<String, String> identities = new ConcurrentHashMap<>();

	private volatile boolean begun;

	Broadcast(LogReaders readers) {
		this.readers = readers;
	}

	@Override
	public GroupMember join(String group, Collection<String> topics, StartPosition start, AssignmentListener listener) {
		return new BroadcastMember(this, group, topics, this.readers.open(), listener);
	}

	/** Progress as of the member's last look at the ends. */
	@Override
	public CompletableFuture<List<GroupProgress>> progress(String group, Collection<String> topics) {
		return CompletableFuture.completedFuture(this.ends.entrySet()
			.stream()
			.map((entry) -> new GroupProgress(entry.getKey(),
					this.committed.getOrDefault(entry.getKey(), entry.getValue()), entry.getValue(), true))
			.toList());
	}

	@Override
	public CompletableFuture<Void> forget(String group) {
		this.committed.clear();
		this.begun = false;
		return CompletableFuture.completedFuture(null);
	}

	/** Lowest unfinished offset of each partition that has been read. */
	Map<LogPartition, Long> committed() {
		return this.committed;
	}

	/** Last known end offset of each partition. */
	Map<LogPartition, Long> ends() {
		return this.ends;
	}

	/** Identity of each topic, as of the last look at it. */
	Map<String, String> identities() {
		return this.identities;
	}

	/** Whether the partitions that existed at the beginning are known. */
	boolean hasBegun() {
		return this.begun;
	}

	void begin() {
		this.begun = true;
	}

}
