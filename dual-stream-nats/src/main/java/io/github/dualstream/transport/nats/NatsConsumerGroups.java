package io.github.dualstream.transport.nats;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.AssignmentListener;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.GroupProgress;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.StartPosition;
import io.github.dualstream.transport.lease.LeasedGroupMember;
import io.github.dualstream.transport.nats.CommittedOffsets.Committed;

/**
 * Consumer groups of a {@link NatsEventLog}. Members share partitions by leases, which
 * expire ten seconds after the death of a member; leases and committed offsets are in the
 * key-value buckets {@code dual-stream-leases} and {@code dual-stream-offsets}.
 * Thread-safe.
 */
public final class NatsConsumerGroups implements ConsumerGroups, AutoCloseable {

	private final TopicStreams streams;

	private final NatsLeaseStore leases;

	private final CommittedOffsets offsets;

	private final PartitionCount count;

	private final Threads threads;

	private final ExecutorService queries;

	/**
	 * Create the groups.
	 * @param log the log to read, whose connection is used
	 * @param threads threads of the application
	 */
	public NatsConsumerGroups(NatsEventLog log, Threads threads) {
		this.streams = log.streams();
		GroupBuckets buckets = new GroupBuckets(this.streams, log.groupReplicas());
		this.leases = new NatsLeaseStore(buckets);
		this.offsets = new CommittedOffsets(buckets);
		this.count = new PartitionCount(this.streams);
		this.threads = threads;
		this.queries = threads.pool("dual-stream-nats-groups", 1);
	}

	@Override
	public GroupMember join(String group, Collection<String> topics, StartPosition start, AssignmentListener listener) {
		return LeasedGroupMember.join(group, topics, new NatsGroupLog(this.streams, this.offsets, group, start),
				this.leases, GroupBuckets.LEASE, listener, this.threads);
	}

	@Override
	public CompletableFuture<List<GroupProgress>> progress(String group, Collection<String> topics) {
		return CompletableFuture.supplyAsync(() -> {
			List<GroupProgress> progress = new ArrayList<>();
			topics.forEach((topic) -> progress.addAll(progress(group, topic)));
			return progress;
		}, this.queries);
	}

	private List<GroupProgress> progress(String group, String topic) {
		TopicStream stream = this.streams.require(topic);
		List<GroupProgress> progress = new ArrayList<>();
		for (int number = 0; number < stream.partitions(); number++) {
			LogPartition partition = new LogPartition(topic, number);
			Committed committed = this.offsets.read(group, partition);
			boolean valid = committed != null && committed.identity().equals(stream.identity());
			long next = (committed != null && valid) ? Math.max(committed.next(), stream.begin()) : stream.begin();
			long end = NatsLogReader.endOf(this.streams, partition, stream);
			long lag = (next < end) ? this.count.since(partition, next) : 0;
			progress.add(new GroupProgress(partition, next, end, valid, lag));
		}
		return progress;
	}

	@Override
	public CompletableFuture<Void> forget(String group) {
		return CompletableFuture.runAsync(() -> {
			if (this.leases.hasMembers(group)) {
				throw new IllegalStateException("Group '" + group + "' has members; stop them first");
			}
			this.offsets.forget(group);
		}, this.queries);
	}

	/**
	 * End the queries. Members are closed by those who have joined.
	 */
	@Override
	public void close() {
		this.queries.shutdownNow();
	}

}
