package io.github.dualstream.transport.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import io.github.dualstream.Position;
import io.github.dualstream.transport.AssignmentListener;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.GroupProgress;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.StartPosition;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Promises of {@link io.github.dualstream.transport.ConsumerGroups}: who owns which
 * partition, where a group starts and resumes, and what a commit holds.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class GroupContractTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(10);

	private LogUnderTest transport;

	/**
	 * Open the log of the transport.
	 * @return the log, closed after all tests
	 */
	protected abstract LogUnderTest open();

	@BeforeAll
	void openTransport() {
		this.transport = open();
	}

	@AfterAll
	void closeTransport() {
		this.transport.close();
	}

	@Test
	void aSingleMemberIsAssignedAllPartitionsAndReadsThemFromTheirBeginning() {
		String topic = topic(3);
		IntStream.range(0, 60).forEach((i) -> append(topic, "source-" + i, i));
		try (Member member = join("all", topic, StartPosition.EARLIEST)) {
			await().until(() -> member.poll().read.size() == 60);
			assertThat(member.assigned).hasSize(3);
			assertThat(member.read).doesNotHaveDuplicates();
		}
	}

	@Test
	void membersShareThePartitionsAndEachHasOneOwner() {
		String topic = topic(4);
		try (Member one = join("shared", topic, StartPosition.EARLIEST);
				Member two = join("shared", topic, StartPosition.EARLIEST)) {
			await().until(() -> {
				one.poll();
				two.poll();
				return one.assigned.size() == 2 && two.assigned.size() == 2;
			});
			assertThat(one.assigned).doesNotContainAnyElementsOf(two.assigned);
		}
	}

	@Test
	void whenAMemberLeavesThenTheOtherOneIsAssignedItsPartitions() {
		String topic = topic(2);
		try (Member stays = join("left", topic, StartPosition.EARLIEST)) {
			try (Member leaves = join("left", topic, StartPosition.EARLIEST)) {
				await().until(() -> {
					stays.poll();
					leaves.poll();
					return stays.assigned.size() == 1 && leaves.assigned.size() == 1;
				});
			}
			await().until(() -> stays.poll().assigned.size() == 2);
		}
	}

	@Test
	void whatIsCommittedDoesNotComeAgainAndWhatIsNotDoes() {
		String topic = topic(1);
		List<Position> positions = IntStream.range(0, 10).mapToObj((i) -> append(topic, "a", i)).toList();
		try (Member first = join("commits", topic, StartPosition.EARLIEST)) {
			await().until(() -> first.poll().read.size() == 10);
			first.commit(positions.get(6));
		}
		try (Member second = join("commits", topic, StartPosition.EARLIEST)) {
			await().until(() -> second.poll().read.size() == 4);
			assertThat(second.read).isEqualTo(positions.subList(6, 10));
		}
	}

	@Test
	void aGroupThatStartsAtTheEndKeepsThatPositionWithoutACommitOfItsOwn() {
		String topic = topic(1);
		append(topic, "a", 1);
		try (Member first = join("latest", topic, StartPosition.LATEST)) {
			await().until(() -> first.poll().assigned.size() == 1);
			await().until(() -> {
				first.poll();
				return progress("latest", topic).get(0).committed();
			});
		}
		Position meanwhile = append(topic, "a", 2);
		try (Member second = join("latest", topic, StartPosition.LATEST)) {
			await().until(() -> !second.poll().read.isEmpty());
			assertThat(second.read).containsExactly(meanwhile);
		}
	}

	@Test
	void aGroupStartsAtPositionsAndAtATime() {
		String topic = topic(1);
		append(topic, "a", 1);
		Position second = append(topic, "a", 2);
		Position third = append(topic, "a", 3);
		try (Member member = join("positions", topic, new StartPosition.AtPositions(List.of(second)))) {
			await().until(() -> member.poll().read.size() == 2);
			assertThat(member.read).containsExactly(second, third);
		}
		try (Member member = join("time", topic, new StartPosition.AtTime(Instant.EPOCH))) {
			await().until(() -> member.poll().read.size() == 3);
		}
	}

	@Test
	void aPausedPartitionIsNotReadUntilItIsResumed() {
		String topic = topic(2);
		try (Member member = join("paused", topic, StartPosition.EARLIEST)) {
			await().until(() -> member.poll().assigned.size() == 2);
			Position first = append(topic, "a", 1);
			LogPartition paused = new LogPartition(topic, first.partition());
			await().until(() -> member.poll().read.contains(first));
			member.member.pause(List.of(paused));
			Position second = append(topic, "a", 2);
			Position other = appendElsewhere(topic, first.partition());
			await().until(() -> member.poll().read.contains(other));
			assertThat(member.read).doesNotContain(second);
			member.member.resume(List.of(paused));
			await().until(() -> member.poll().read.contains(second));
		}
	}

	@Test
	void aWakeUpEndsAPollAtOnce() {
		String topic = topic(1);
		try (Member member = join("woken", topic, StartPosition.EARLIEST)) {
			await().until(() -> member.poll().assigned.size() == 1);
			member.member.wakeUp();
			assertThat(member.member.poll(Duration.ofSeconds(30))).isEmpty();
			append(topic, "a", 1);
			await().until(() -> member.poll().read.size() == 1);
		}
	}

	@Test
	void theProgressOfAGroupIsKnownToOthers() {
		String topic = topic(1);
		List<Position> positions = IntStream.range(0, 10).mapToObj((i) -> append(topic, "a", i)).toList();
		try (Member member = join("progress", topic, StartPosition.EARLIEST)) {
			await().until(() -> member.poll().read.size() == 10);
			member.commit(positions.get(4));
		}
		GroupProgress progress = progress("progress", topic).get(0);
		assertThat(progress.next()).isEqualTo(positions.get(4).offset());
		assertThat(progress.committed()).isTrue();
		assertThat(progress.lag()).isEqualTo(6);
	}

	@Test
	void aGroupThatIsForgottenStartsAnew() {
		String topic = topic(1);
		List<Position> positions = IntStream.range(0, 3).mapToObj((i) -> append(topic, "a", i)).toList();
		try (Member member = join("forgotten", topic, StartPosition.EARLIEST)) {
			await().until(() -> member.poll().read.size() == 3);
			member.commit(positions.get(2));
		}
		await().ignoreExceptions().until(() -> {
			this.transport.groups().forget("forgotten").join();
			return true;
		});
		try (Member member = join("forgotten", topic, StartPosition.EARLIEST)) {
			await().until(() -> member.poll().read.size() == 3);
		}
	}

	@Test
	void whenRetentionHasPassedTheCommittedOffsetThenTheGroupReadsWhatIsLeft() {
		String topic = topic(1);
		List<Position> positions = IntStream.range(0, 10).mapToObj((i) -> append(topic, "a", i)).toList();
		try (Member member = join("expired", topic, StartPosition.EARLIEST)) {
			await().until(() -> member.poll().read.size() == 10);
			member.commit(positions.get(2));
		}
		this.transport.deleteBefore(new LogPartition(topic, 0), positions.get(7).offset());
		try (Member member = join("expired", topic, StartPosition.EARLIEST)) {
			await().until(() -> member.poll().read.size() == 3);
			assertThat(member.read).isEqualTo(positions.subList(7, 10));
		}
	}

	private String topic(int partitions) {
		String topic = "groups-" + UUID.randomUUID();
		this.transport.createTopic(topic, partitions);
		return topic;
	}

	private Position append(String topic, String sourceId, int number) {
		return this.transport.log().append(LogContractTests.record(topic, sourceId, number)).join();
	}

	private Position appendElsewhere(String topic, int partition) {
		for (int i = 0;; i++) {
			Position position = append(topic, "other-" + i, i);
			if (position.partition() != partition) {
				return position;
			}
		}
	}

	private List<GroupProgress> progress(String group, String topic) {
		return this.transport.groups().progress(group, List.of(topic)).join();
	}

	private Member join(String group, String topic, StartPosition start) {
		return new Member(group, topic, start);
	}

	private static ConditionFactory await() {
		return Awaitility.await()
			.atMost(TIMEOUT)
			.pollInSameThread()
			.pollDelay(Duration.ZERO)
			.ignoreExceptionsInstanceOf(LogUnavailableException.class);
	}

	/** Member of a group, all of them on the thread of the test. */
	private final class Member implements AssignmentListener, AutoCloseable {

		private final Set<LogPartition> assigned = new HashSet<>();

		private final List<Position> read = new ArrayList<>();

		private final GroupMember member;

		Member(String group, String topic, StartPosition start) {
			this.member = GroupContractTests.this.transport.groups().join(group, List.of(topic), start, this);
		}

		Member poll() {
			this.member.poll(Duration.ofMillis(100))
				.values()
				.forEach((batch) -> batch.records().forEach((record) -> this.read.add(record.position())));
			return this;
		}

		/** Commit that this is the lowest unfinished record. */
		void commit(Position next) {
			Map<LogPartition, Long> offsets = new HashMap<>();
			offsets.put(new LogPartition(next.topic(), next.partition()), next.offset());
			await().until(() -> {
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
			this.assigned.removeAll(Set.copyOf(partitions));
		}

		@Override
		public void lost(Collection<LogPartition> partitions) {
			this.assigned.removeAll(Set.copyOf(partitions));
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

}
