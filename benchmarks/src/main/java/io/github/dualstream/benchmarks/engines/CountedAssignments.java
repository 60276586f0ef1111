package io.github.dualstream.benchmarks.engines;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.dualstream.transport.AssignmentListener;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.GroupProgress;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.StartPosition;

/**
 * Groups that count how often the partitions of their members change.
 */
final class CountedAssignments implements ConsumerGroups {

	private final AtomicInteger changes = new AtomicInteger();

	private final ConsumerGroups groups;

	CountedAssignments(ConsumerGroups groups) {
		this.groups = groups;
	}

	/** How often they changed after the first partitions were assigned. */
	int changesAfterTheFirst() {
		return Math.max(0, this.changes.get() - 1);
	}

	@Override
	public GroupMember join(String group, Collection<String> topics, StartPosition start, AssignmentListener listener) {
		return this.groups.join(group, topics, start, new Counted(listener));
	}

	@Override
	public CompletableFuture<List<GroupProgress>> progress(String group, Collection<String> topics) {
		return this.groups.progress(group, topics);
	}

	@Override
	public CompletableFuture<Void> forget(String group) {
		return this.groups.forget(group);
	}

	private final class Counted implements AssignmentListener {

		private final AssignmentListener listener;

		Counted(AssignmentListener listener) {
			this.listener = listener;
		}

		@Override
		public void assigned(GroupMember member, Collection<LogPartition> partitions) {
			count(partitions);
			this.listener.assigned(member, partitions);
		}

		@Override
		public void revoked(GroupMember member, Collection<LogPartition> partitions) {
			count(partitions);
			this.listener.revoked(member, partitions);
		}

		@Override
		public void lost(Collection<LogPartition> partitions) {
			count(partitions);
			this.listener.lost(partitions);
		}

		private void count(Collection<LogPartition> partitions) {
			if (!partitions.isEmpty()) {
				CountedAssignments.this.changes.incrementAndGet();
			}
		}

		@Override
		public void unreadable(LogPartition partition, long offset, Throwable cause) {
			this.listener.unreadable(partition, offset, cause);
		}

	}

}
