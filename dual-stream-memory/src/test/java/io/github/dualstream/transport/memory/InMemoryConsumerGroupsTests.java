package io.github.dualstream.transport.memory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.dualstream.Position;
import io.github.dualstream.transport.AssignmentListener;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.GroupProgress;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.StartPosition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class InMemoryConsumerGroupsTests {

	private static final LogPartition P0 = new LogPartition("orders", 0);

	private final InMemoryLog log = new InMemoryLog(Clock.systemUTC(), 1, 1000);

	private final InMemoryConsumerGroups groups = new InMemoryConsumerGroups(this.log);

	private void append(int from, int to) {
		IntStream.range(from, to).forEach((number) -> this.log.append(TestRecords.event("1", number)).join());
	}

	private GroupMember join(StartPosition start, Assigned assigned) {
		return this.groups.join("shipping", List.of("orders"), start, assigned);
	}

	private static List<Long> read(GroupMember member) {
		List<Long> offsets = new ArrayList<>();
		member.poll(Duration.ZERO)
			.values()
			.forEach((batch) -> batch.records().forEach((record) -> offsets.add(record.position().offset())));
		return offsets;
	}

	@Test
	void whenAGroupBeginsThenItBeginsWhereItWasToldAndHasCommittedThat() {
		append(0, 5);
		assertThat(read(join(StartPosition.EARLIEST, new Assigned()))).containsExactly(0L, 1L, 2L, 3L, 4L);
		try (GroupMember latest = this.groups.join("latest", List.of("orders"), StartPosition.LATEST, new Assigned())) {
			append(5, 6);
			assertThat(read(latest)).containsExactly(5L);
		}
		try (GroupMember at = this.groups.join("at", List.of("orders"),
				new StartPosition.AtPositions(List.of(new Position("orders", 0, 4))), new Assigned())) {
			assertThat(read(at)).containsExactly(4L, 5L);
		}
		assertThat(this.groups.progress("latest", List.of("orders")).join())
			.containsExactly(new GroupProgress(P0, 5, 6, true));
	}

	@Test
	void whenAGroupBeginsAtATimeThenItBeginsWithTheFirstRecordOfThatTimeOrLater() {
		SettableClock clock = new SettableClock();
		InMemoryLog timed = new InMemoryLog(clock, 1, 100);
		for (int number = 0; number < 4; number++) {
			clock.now = Instant.ofEpochSecond(number);
			timed.append(TestRecords.event("1", number)).join();
		}
		try (GroupMember member = new InMemoryConsumerGroups(timed).join("g", List.of("orders"),
				new StartPosition.AtTime(Instant.ofEpochSecond(2)), new Assigned())) {
			assertThat(read(member)).containsExactly(2L, 3L);
		}
	}

	@Test
	void whenAMemberLeavesThenWhatItDidNotCommitComesAgainAndNothingElse() {
		append(0, 5);
		try (GroupMember member = join(StartPosition.EARLIEST, new Assigned())) {
			assertThat(read(member)).hasSize(5);
			assertThat(member.commit(Map.of(P0, 3L), Duration.ofSeconds(1))).isTrue();
		}
		assertThat(read(join(StartPosition.EARLIEST, new Assigned()))).containsExactly(3L, 4L);
	}

	@Test
	void whenAMemberJoinsThenItGetsPartitionsOnlyAfterTheirOwnerGaveThemAway() {
		InMemoryLog wide = new InMemoryLog(Clock.systemUTC(), 4, 100);
		InMemoryConsumerGroups wideGroups = new InMemoryConsumerGroups(wide);
		Assigned first = new Assigned();
		Assigned second = new Assigned();
		GroupMember one = wideGroups.join("g", List.of("orders"), StartPosition.EARLIEST, first);
		one.poll(Duration.ZERO);
		assertThat(first.partitions).hasSize(4);
		GroupMember two = wideGroups.join("g", List.of("orders"), StartPosition.EARLIEST, second);
		two.poll(Duration.ZERO);
		assertThat(second.partitions).isEmpty();
		one.poll(Duration.ZERO);
		two.poll(Duration.ZERO);
		assertThat(first.partitions).hasSize(2);
		assertThat(second.partitions).hasSize(2).doesNotContainAnyElementsOf(first.partitions);
		one.close();
		two.poll(Duration.ZERO);
		assertThat(second.partitions).hasSize(4);
	}

	@Test
	void whenPartitionsAreRevokedThenTheyCanBeCommittedWithinTheCallbackAndNotAfterwards() {
		append(0, 3);
		GroupMember member = join(StartPosition.EARLIEST, new Assigned() {
			@Override
			public void revoked(GroupMember owner, Collection<LogPartition> revoked) {
				assertThat(owner.commit(Map.of(P0, 2L), Duration.ofSeconds(1))).isTrue();
			}
		});
		read(member);
		member.close();
		assertThatExceptionOfType(LogUnavailableException.class)
			.isThrownBy(() -> member.commit(Map.of(P0, 3L), Duration.ofSeconds(1)));
		assertThat(read(join(StartPosition.EARLIEST, new Assigned()))).containsExactly(2L);
	}

	@Test
	void whenAPartitionIsPausedThenItIsReadOnOnlyAfterItIsResumed() {
		append(0, 2);
		GroupMember member = join(StartPosition.EARLIEST, new Assigned());
		assertThat(read(member)).hasSize(2);
		member.pause(List.of(P0));
		append(2, 4);
		assertThat(read(member)).isEmpty();
		member.resume(List.of(P0));
		assertThat(read(member)).containsExactly(2L, 3L);
	}

	@Test
	void whenThereIsNothingToReadThenPollEndsByARecordOrAWakeUp() {
		append(0, 1);
		GroupMember member = join(StartPosition.LATEST, new Assigned());
		member.poll(Duration.ZERO);
		CompletableFuture<Integer> woken = CompletableFuture
			.supplyAsync(() -> member.poll(Duration.ofMinutes(1)).size());
		member.wakeUp();
		assertThat(woken.join()).isZero();
		CompletableFuture<Integer> reading = CompletableFuture
			.supplyAsync(() -> member.poll(Duration.ofMinutes(1)).size());
		append(1, 2);
		assertThat(reading.join()).isOne();
	}

	@Test
	void whenATopicIsDeletedAndCreatedAgainThenItIsReadFromItsBeginning() {
		append(0, 5);
		GroupMember member = join(StartPosition.LATEST, new Assigned());
		assertThat(read(member)).isEmpty();
		this.log.deleteTopic("orders");
		append(0, 7);
		assertThat(read(member)).hasSize(7).startsWith(0L);
		member.close();
		this.log.deleteTopic("orders");
		append(0, 8);
		assertThat(read(join(StartPosition.LATEST, new Assigned()))).hasSize(8);
	}

	@Test
	void whenRetentionPassesTheGroupThenItGoesOnWithWhatIsLeft() {
		append(0, 5);
		GroupMember member = join(StartPosition.EARLIEST, new Assigned());
		this.log.deleteBefore(P0, 3);
		assertThat(read(member)).containsExactly(3L, 4L);
	}

	@Test
	void whenAPartitionIsAddedThenTheGroupReadsItFromItsBeginning() {
		append(0, 1);
		Assigned assigned = new Assigned();
		GroupMember member = join(StartPosition.LATEST, assigned);
		member.poll(Duration.ZERO);
		this.log.store().grow("orders", 2);
		this.log.append(TestRecords.foreign(new LogPartition("orders", 1))).join();
		assertThat(read(member)).containsExactly(0L);
		assertThat(assigned.partitions).hasSize(2);
	}

	@Test
	void whenTheLogIsUnavailableThenPollAndCommitFailUntilItIsBack() {
		append(0, 1);
		GroupMember member = join(StartPosition.EARLIEST, new Assigned());
		this.log.setAvailable(false);
		assertThatExceptionOfType(LogUnavailableException.class).isThrownBy(() -> member.poll(Duration.ZERO));
		assertThatExceptionOfType(LogUnavailableException.class)
			.isThrownBy(() -> member.commit(Map.of(), Duration.ofSeconds(1)));
		assertThat(this.groups.progress("shipping", List.of("orders"))).isCompletedExceptionally();
		this.log.setAvailable(true);
		assertThat(read(member)).containsExactly(0L);
	}

	@Test
	void whenAGroupIsForgottenThenItBeginsAnewUnlessItHasMembers() {
		append(0, 2);
		GroupMember member = join(StartPosition.EARLIEST, new Assigned());
		read(member);
		member.commit(Map.of(P0, 2L), Duration.ofSeconds(1));
		assertThat(this.groups.forget("shipping")).isCompletedExceptionally();
		member.close();
		assertThat(this.groups.forget("shipping")).isCompleted();
		assertThat(read(join(StartPosition.EARLIEST, new Assigned()))).hasSize(2);
	}

	private static class Assigned implements AssignmentListener {

		final Set<LogPartition> partitions = new HashSet<>();

		@Override
		public void assigned(GroupMember member, Collection<LogPartition> assigned) {
			this.partitions.addAll(assigned);
		}

		@Override
		public void revoked(GroupMember member, Collection<LogPartition> revoked) {
			this.partitions.removeAll(revoked);
		}

		@Override
		public void unreadable(LogPartition partition, long offset, Throwable cause) {
			throw new IllegalStateException("Nothing is unreadable in memory", cause);
		}

		@Override
		public void lost(Collection<LogPartition> lost) {
			this.partitions.removeAll(lost);
		}

	}

	private static final class SettableClock extends Clock {

		private Instant now = Instant.EPOCH;

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Instant instant() {
			return this.now;
		}

	}

}
