package io.github.dualstream.transport.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.dualstream.Position;
import io.github.dualstream.transport.AssignmentListener;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.StartPosition;
import org.awaitility.Awaitility;

/**
 * Member of a group with what it has read, all on the thread of the test.
 */
final class GroupUnderTest implements AssignmentListener, AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(10);

	private final Set<LogPartition> assigned = new HashSet<>();

	private final List<LogPartition> revoked = new ArrayList<>();

	private final List<Position> read = new ArrayList<>();

	private final GroupMember member;

	GroupUnderTest(ConsumerGroups groups, String group, Collection<String> topics, StartPosition start) {
		this.member = groups.join(group, topics, start, this);
	}

	GroupUnderTest poll() {
		this.member.poll(Duration.ofMillis(100))
			.values()
			.forEach((batch) -> batch.records().forEach((record) -> this.read.add(record.position())));
		return this;
	}

	GroupMember member() {
		return this.member;
	}

	Set<LogPartition> assigned() {
		return this.assigned;
	}

	/** Partitions that were revoked or lost, in the order of the calls. */
	List<LogPartition> revoked() {
		return this.revoked;
	}

	List<Position> read() {
		return this.read;
	}

	/** Commit that this is the lowest unfinished record. */
	void commit(Position next) {
		Map<LogPartition, Long> offsets = Map.of(LogPartition.of(next), next.offset());
		Awaitility.await()
			.atMost(TIMEOUT)
			.pollInSameThread()
			.pollDelay(Duration.ZERO)
			.ignoreExceptionsInstanceOf(LogUnavailableException.class)
			.until(() -> {
				boolean confirmed = this.member.commit(offsets, COMMIT_TIMEOUT);
				if (!confirmed) {
					poll();
				}
				return confirmed;
			});
	}

	@Override
	public void assigned(GroupMember member, Collection<LogPartition> partitions) {
		this.assigned.addAll(partitions);
	}

	@Override
	public void revoked(GroupMember member, Collection<LogPartition> partitions) {
		lost(partitions);
	}

	@Override
	public void lost(Collection<LogPartition> partitions) {
		this.assigned.removeAll(Set.copyOf(partitions));
		this.revoked.addAll(partitions);
	}

	@Override
	public void unreadable(LogPartition partition, long offset, Throwable cause) {
		throw new AssertionError("every record of these tests can be read", cause);
	}

	@Override
	public void close() {
		this.member.close();
	}

}
