package io.github.dualstream.transport.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import io.github.dualstream.Position;
import io.github.dualstream.transport.GroupProgress;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.StartPosition;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
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
		try (GroupUnderTest member = join("all", topic, StartPosition.EARLIEST)) {
			await().until(() -> member.poll().read().size() == 60);
			assertThat(member.assigned()).hasSize(3);
			assertThat(member.read()).doesNotHaveDuplicates();
		}
	}

	@Test
	void membersShareThePartitionsAndEachHasOneOwner() {
		String topic = topic(4);
		try (GroupUnderTest one = join("shared", topic, StartPosition.EARLIEST);
				GroupUnderTest two = join("shared", topic, StartPosition.EARLIEST)) {
			await().until(() -> {
				one.poll();
				two.poll();
				return one.assigned().size() == 2 && two.assigned().size() == 2;
			});
			assertThat(one.assigned()).doesNotContainAnyElementsOf(two.assigned());
		}
	}

	@Test
	void whenAMemberLeavesThenTheOtherOneIsAssignedItsPartitions() {
		String topic = topic(2);
		try (GroupUnderTest stays = join("left", topic, StartPosition.EARLIEST)) {
			try (GroupUnderTest leaves = join("left", topic, StartPosition.EARLIEST)) {
				await().until(() -> {
					stays.poll();
					leaves.poll();
					return stays.assigned().size() == 1 && leaves.assigned().size() == 1;
				});
			}
			await().until(() -> stays.poll().assigned().size() == 2);
		}
	}

	@Test
	void whatIsCommittedDoesNotComeAgainAndWhatIsNotDoes() {
		String topic = topic(1);
		List<Position> positions = IntStream.range(0, 10).mapToObj((i) -> append(topic, "a", i)).toList();
		try (GroupUnderTest first = join("commits", topic, StartPosition.EARLIEST)) {
			await().until(() -> first.poll().read().size() == 10);
			first.commit(positions.get(6));
		}
		try (GroupUnderTest second = join("commits", topic, StartPosition.EARLIEST)) {
			await().until(() -> second.poll().read().size() == 4);
			assertThat(second.read()).isEqualTo(positions.subList(6, 10));
		}
	}

	@Test
	void aGroupThatStartsAtTheEndKeepsThatPositionWithoutACommitOfItsOwn() {
		String topic = topic(1);
		append(topic, "a", 1);
		try (GroupUnderTest first = join("latest", topic, StartPosition.LATEST)) {
			await().until(() -> first.poll().assigned().size() == 1);
			await().until(() -> {
				first.poll();
				return progress("latest", topic).get(0).committed();
			});
		}
		Position meanwhile = append(topic, "a", 2);
		try (GroupUnderTest second = join("latest", topic, StartPosition.LATEST)) {
			await().until(() -> !second.poll().read().isEmpty());
			assertThat(second.read()).containsExactly(meanwhile);
		}
	}

	@Test
	void aGroupStartsAtPositionsAndAtATime() {
		String topic = topic(1);
		append(topic, "a", 1);
		Position second = append(topic, "a", 2);
		Position third = append(topic, "a", 3);
		try (GroupUnderTest member = join("positions", topic, new StartPosition.AtPositions(List.of(second)))) {
			await().until(() -> member.poll().read().size() == 2);
			assertThat(member.read()).containsExactly(second, third);
		}
		try (GroupUnderTest member = join("time", topic, new StartPosition.AtTime(Instant.EPOCH))) {
			await().until(() -> member.poll().read().size() == 3);
		}
	}

	@Test
	void aPausedPartitionIsNotReadUntilItIsResumed() {
		String topic = topic(2);
		try (GroupUnderTest member = join("paused", topic, StartPosition.EARLIEST)) {
			await().until(() -> member.poll().assigned().size() == 2);
			Position first = append(topic, "a", 1);
			LogPartition paused = new LogPartition(topic, first.partition());
			await().until(() -> member.poll().read().contains(first));
			member.member().pause(List.of(paused));
			Position second = append(topic, "a", 2);
			Position other = appendElsewhere(topic, first.partition());
			await().until(() -> member.poll().read().contains(other));
			assertThat(member.read()).doesNotContain(second);
			member.member().resume(List.of(paused));
			await().until(() -> member.poll().read().contains(second));
		}
	}

	@Test
	void aWakeUpEndsAPollAtOnce() {
		String topic = topic(1);
		try (GroupUnderTest member = join("woken", topic, StartPosition.EARLIEST)) {
			await().until(() -> member.poll().assigned().size() == 1);
			member.member().wakeUp();
			assertThat(member.member().poll(Duration.ofSeconds(30))).isEmpty();
			append(topic, "a", 1);
			await().until(() -> member.poll().read().size() == 1);
		}
	}

	@Test
	void theProgressOfAGroupIsKnownToOthers() {
		String topic = topic(1);
		List<Position> positions = IntStream.range(0, 10).mapToObj((i) -> append(topic, "a", i)).toList();
		try (GroupUnderTest member = join("progress", topic, StartPosition.EARLIEST)) {
			await().until(() -> member.poll().read().size() == 10);
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
		try (GroupUnderTest member = join("forgotten", topic, StartPosition.EARLIEST)) {
			await().until(() -> member.poll().read().size() == 3);
			member.commit(positions.get(2));
		}
		await().ignoreExceptions().until(() -> {
			this.transport.groups().forget("forgotten").join();
			return true;
		});
		try (GroupUnderTest member = join("forgotten", topic, StartPosition.EARLIEST)) {
			await().until(() -> member.poll().read().size() == 3);
		}
	}

	@Test
	void whenRetentionHasPassedTheCommittedOffsetThenTheGroupReadsWhatIsLeft() {
		String topic = topic(1);
		List<Position> positions = IntStream.range(0, 10).mapToObj((i) -> append(topic, "a", i)).toList();
		try (GroupUnderTest member = join("expired", topic, StartPosition.EARLIEST)) {
			await().until(() -> member.poll().read().size() == 10);
			member.commit(positions.get(2));
		}
		this.transport.deleteBefore(new LogPartition(topic, 0), positions.get(7).offset());
		try (GroupUnderTest member = join("expired", topic, StartPosition.EARLIEST)) {
			await().until(() -> member.poll().read().size() == 3);
			assertThat(member.read()).isEqualTo(positions.subList(7, 10));
		}
	}

	@Test
	void groupsReadIndependently() {
		String topic = topic(2);
		IntStream.range(0, 20).forEach((i) -> append(topic, "source-" + i, i));
		try (GroupUnderTest one = join("independent-1", topic, StartPosition.EARLIEST);
				GroupUnderTest two = join("independent-2", topic, StartPosition.EARLIEST)) {
			await().until(() -> one.poll().read().size() == 20);
			await().until(() -> two.poll().read().size() == 20);
			assertThat(one.read()).containsExactlyInAnyOrderElementsOf(two.read());
		}
	}

	@Test
	void aMemberReadsSeveralTopics() {
		List<String> topics = List.of(topic(1), topic(2), topic(3));
		List<Position> positions = topics.stream().map((topic) -> append(topic, "a", 1)).toList();
		try (GroupUnderTest member = join("several", topics, StartPosition.EARLIEST)) {
			await().until(() -> member.poll().read().size() == 3);
			assertThat(member.read()).containsExactlyInAnyOrderElementsOf(positions);
			assertThat(member.assigned()).hasSize(6);
		}
	}

	@Test
	void recordsOfAPartitionAreReadInItsOrderWithoutGaps() {
		String topic = topic(1);
		try (GroupUnderTest member = join("ordered", topic, StartPosition.EARLIEST)) {
			await().until(() -> member.poll().assigned().size() == 1);
			List<Position> positions = IntStream.range(0, 500).mapToObj((i) -> append(topic, "s" + i % 5, i)).toList();
			await().until(() -> member.poll().read().size() >= positions.size());
			assertThat(member.read()).isEqualTo(positions);
		}
	}

	@Test
	void whenAMemberLeavesThenItIsToldWhichPartitionsAreRevoked() {
		String topic = topic(2);
		GroupUnderTest member = join("told", topic, StartPosition.EARLIEST);
		await().until(() -> member.poll().assigned().size() == 2);
		member.close();
		assertThat(member.assigned()).isEmpty();
		assertThat(member.revoked()).containsExactlyInAnyOrder(new LogPartition(topic, 0), new LogPartition(topic, 1));
	}

	@Test
	void aFormerOwnerDoesNotMoveTheCommittedOffset() {
		String topic = topic(2);
		List<Position> positions = IntStream.range(0, 40).mapToObj((i) -> append(topic, "source-" + i, i)).toList();
		try (GroupUnderTest one = join("fenced", topic, StartPosition.EARLIEST)) {
			await().until(() -> one.poll().read().size() == 40);
			Set<LogPartition> before = Set.copyOf(one.assigned());
			try (GroupUnderTest two = join("fenced", topic, StartPosition.EARLIEST)) {
				await().until(() -> {
					one.poll();
					two.poll();
					return one.assigned().size() == 1 && two.assigned().size() == 1;
				});
				LogPartition lost = before.stream()
					.filter((partition) -> !one.assigned().contains(partition))
					.findFirst()
					.orElseThrow();
				Position last = positions.stream()
					.filter((position) -> position.partition() == lost.number())
					.reduce((former, latter) -> latter)
					.orElseThrow();
				two.commit(last);
				assertThat(commits(one, lost, 0)).as("the former owner commits nothing").isFalse();
				assertThat(progress("fenced", topic)).filteredOn((progress) -> progress.partition().equals(lost))
					.singleElement()
					.satisfies((progress) -> assertThat(progress.next()).isEqualTo(last.offset()));
			}
		}
	}

	/** Whether a commit is confirmed; a failure says that it is not. */
	private static boolean commits(GroupUnderTest member, LogPartition partition, long next) {
		try {
			return member.member().commit(Map.of(partition, next), Duration.ofSeconds(5));
		}
		catch (LogUnavailableException | IllegalStateException ex) {
			return false;
		}
	}

	@Test
	@Tag("faults")
	void whileMembersComeAndGoEachRecordIsReadAndNothingCommittedIsReadAgain() {
		String topic = topic(4);
		List<Position> positions = new ArrayList<>();
		List<Position> read = new ArrayList<>();
		try (GroupUnderTest stays = join("scaled", topic, StartPosition.EARLIEST)) {
			await().until(() -> stays.poll().assigned().size() == 4);
			for (int round = 0; round < 3; round++) {
				int first = round * 40;
				IntStream.range(first, first + 40).forEach((i) -> positions.add(append(topic, "source-" + i, i)));
				try (GroupUnderTest comes = join("scaled", topic, StartPosition.EARLIEST)) {
					await().until(() -> {
						stays.poll();
						comes.poll();
						commitRead(stays);
						commitRead(comes);
						return comes.assigned().size() == 2
								&& stays.read().size() + comes.read().size() + read.size() >= positions.size();
					});
					read.addAll(comes.read());
				}
				await().until(() -> stays.poll().assigned().size() == 4);
			}
			await().until(() -> {
				stays.poll();
				return Set.copyOf(concat(read, stays.read())).containsAll(positions);
			});
			assertThat(concat(read, stays.read())).containsAll(positions);
		}
	}

	private static List<Position> concat(List<Position> one, List<Position> other) {
		List<Position> all = new ArrayList<>(one);
		all.addAll(other);
		return all;
	}

	/** Commit the end of what was read of each partition that is still assigned. */
	private static void commitRead(GroupUnderTest member) {
		Map<LogPartition, Long> next = new HashMap<>();
		member.read().forEach((position) -> {
			LogPartition partition = LogPartition.of(position);
			if (member.assigned().contains(partition)) {
				next.merge(partition, position.offset() + 1, Math::max);
			}
		});
		if (!next.isEmpty()) {
			member.member().commit(next, Duration.ofSeconds(10));
		}
	}

	@Test
	void aGroupWithoutCommitsHasTheWholeLogBeforeIt() {
		String topic = topic(1);
		Position first = append(topic, "a", 1);
		append(topic, "a", 2);
		GroupProgress progress = progress("unknown-" + UUID.randomUUID(), topic).get(0);
		assertThat(progress.committed()).isFalse();
		assertThat(progress.next()).isLessThanOrEqualTo(first.offset());
		assertThat(progress.lag()).isGreaterThanOrEqualTo(2);
	}

	@Test
	void afterEverythingIsCommittedThereIsNoLag() {
		String topic = topic(1);
		Position last = append(topic, "a", 1);
		try (GroupUnderTest member = join("no-lag", topic, StartPosition.EARLIEST)) {
			await().until(() -> member.poll().read().size() == 1);
			member.commit(new Position(topic, 0, last.offset() + 1));
			assertThat(progress("no-lag", topic).get(0).lag()).isZero();
		}
	}

	@Test
	void whenATopicIsCreatedAgainThenItsGroupReadsItFromTheBeginning() {
		String topic = topic(1);
		IntStream.range(0, 5).forEach((i) -> append(topic, "a", i));
		try (GroupUnderTest member = join("recreated", topic, StartPosition.LATEST)) {
			await().until(() -> member.poll().assigned().size() == 1);
			append(topic, "a", 5);
			await().until(() -> !member.poll().read().isEmpty());
			member.commit(new Position(topic, 0, member.read().get(0).offset() + 1));
		}
		this.transport.deleteTopic(topic);
		this.transport.createTopic(topic, 1);
		List<Position> positions = IntStream.range(0, 10).mapToObj((i) -> append(topic, "a", i)).toList();
		try (GroupUnderTest member = join("recreated", topic, StartPosition.LATEST)) {
			await().until(() -> Set.copyOf(member.poll().read()).containsAll(positions));
		}
	}

	@Test
	void theLagCountsTheRecordsOfEachPartitionAndNotThoseOfOthers() {
		String topic = topic(4);
		List<Position> positions = IntStream.range(0, 80).mapToObj((i) -> append(topic, "source-" + i, i)).toList();
		LogPartition partition = new LogPartition(topic, positions.get(0).partition());
		List<Position> own = positions.stream()
			.filter((position) -> position.partition() == partition.number())
			.toList();
		try (GroupUnderTest member = join("lag", topic, StartPosition.EARLIEST)) {
			await().until(() -> member.poll().read().size() == 80);
			member.commit(own.get(own.size() - 3));
		}
		assertThat(progress("lag", topic)).filteredOn((progress) -> progress.partition().equals(partition))
			.singleElement()
			.satisfies((progress) -> assertThat(progress.lag()).isEqualTo(3));
		assertThat(progress("without-" + UUID.randomUUID(), topic)).extracting(GroupProgress::lag)
			.satisfies((lags) -> assertThat(lags.stream().mapToLong(Long::longValue).sum()).isEqualTo(80));
	}

	@Test
	void whenATopicGetsMorePartitionsThenARunningGroupReadsThemFromTheirBeginning() {
		EngineFeature.MORE_PARTITIONS.assumePresentIn(this.transport);
		String topic = topic(1);
		append(topic, "a", 0);
		try (GroupUnderTest member = join("grows", topic, StartPosition.LATEST)) {
			await().until(() -> member.poll().assigned().size() == 1);
			this.transport.addPartitions(topic, 3);
			appendForeign(topic, 2, 2);
			await().until(() -> member.poll().assigned().size() == 3);
			await().until(() -> member.poll().read().size() == 2);
			assertThat(member.read()).extracting(Position::partition).containsOnly(2);
		}
	}

	@Test
	void whatIsInANewPartitionBeforeTheGroupIsBackIsNotSkipped() {
		EngineFeature.MORE_PARTITIONS.assumePresentIn(this.transport);
		String topic = topic(1);
		try (GroupUnderTest member = join("grown", topic, StartPosition.LATEST)) {
			await().until(() -> member.poll().assigned().size() == 1);
			Position first = append(topic, "a", 0);
			await().until(() -> member.poll().read().size() == 1);
			member.commit(new Position(topic, 0, first.offset() + 1));
		}
		this.transport.addPartitions(topic, 2);
		appendForeign(topic, 1, 3);
		try (GroupUnderTest member = join("grown", topic, StartPosition.LATEST)) {
			await().until(() -> member.poll().read().size() == 3);
			assertThat(member.read()).extracting(Position::partition).containsOnly(1);
		}
	}

	/** Append to a partition that clients may not know yet. */
	private void appendForeign(String topic, int partition, int count) {
		await().ignoreExceptions().until(() -> {
			this.transport.appendForeign(new LogPartition(topic, partition), "a");
			return true;
		});
		IntStream.range(1, count).forEach((i) -> this.transport.appendForeign(new LogPartition(topic, partition), "a"));
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

	private GroupUnderTest join(String group, String topic, StartPosition start) {
		return join(group, List.of(topic), start);
	}

	private GroupUnderTest join(String group, List<String> topics, StartPosition start) {
		return new GroupUnderTest(this.transport.groups(), group, topics, start);
	}

	private static ConditionFactory await() {
		return Awaitility.await()
			.atMost(TIMEOUT)
			.pollInSameThread()
			.pollDelay(Duration.ZERO)
			.ignoreExceptionsInstanceOf(LogUnavailableException.class);
	}

}
