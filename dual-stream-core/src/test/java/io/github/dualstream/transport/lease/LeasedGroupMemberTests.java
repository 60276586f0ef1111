package io.github.dualstream.transport.lease;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.AssignmentListener;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.LogBatch;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogUnavailableException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class LeasedGroupMemberTests {

	private static final Duration LEASE = Duration.ofSeconds(10);

	private static final Duration RENEWAL = Duration.ofSeconds(1);

	private long now = 1_000;

	private final InMemoryLeaseStore store = new InMemoryLeaseStore(() -> this.now);

	private final Map<String, Integer> partitions = new HashMap<>(Map.of("events", 6));

	private final Map<LogPartition, Long> committed = new HashMap<>();

	@Test
	void aSingleMemberIsAssignedAllPartitionsAndReadsFromTheCommittedOffsets() {
		this.committed.put(partition(3), 42L);
		Member member = new Member("a");
		member.poll();
		assertThat(member.assigned).hasSize(6);
		assertThat(member.begun).containsEntry(partition(3), 42L).containsEntry(partition(0), 0L);
	}

	@Test
	void membersShareThePartitionsEvenlyAndMoveNoMoreThanNecessary() {
		Member a = new Member("a");
		Member b = new Member("b");
		Member c = new Member("c");
		settle(a);
		settle(a, b);
		Set<LogPartition> keptByA = Set.copyOf(a.assigned);
		assertThat(Stream.of(a, b)).extracting((each) -> each.assigned.size()).containsExactly(3, 3);
		settle(a, b, c);
		assertThat(Stream.of(a, b, c)).extracting((each) -> each.assigned.size()).containsExactly(2, 2, 2);
		assertThat(keptByA).containsAll(a.assigned);
		assertThat(a.assignments).isEqualTo(1);
		assertDisjoint(a, b, c);
	}

	@Test
	void whatDoesNotDivideEvenlyIsSpreadOverTheMembersByTopic() {
		this.partitions.clear();
		IntStream.range(0, 40).forEach((i) -> this.partitions.put("topic-" + i, 1));
		Member a = new Member("a");
		Member b = new Member("b");
		settle(a, b);
		assertThat(a.assigned.size() + b.assigned.size()).isEqualTo(40);
		assertThat(a.assigned.size()).isBetween(10, 30);
	}

	@Test
	void morePartitionsThanMembersAndMoreMembersThanPartitionsAreFine() {
		this.partitions.put("events", 2);
		Member[] members = { new Member("a"), new Member("b"), new Member("c") };
		settle(members);
		assertThat(Stream.of(members).mapToInt((each) -> each.assigned.size()).sum()).isEqualTo(2);
		this.partitions.put("events", 9);
		settle(members);
		assertThat(Stream.of(members)).extracting((each) -> each.assigned.size()).containsExactly(3, 3, 3);
		assertDisjoint(members);
	}

	@Test
	void aMemberThatLeavesGivesItsPartitionsToTheOthersAtOnceAfterItsListenerWasCalled() {
		Member a = new Member("a");
		Member b = new Member("b");
		settle(a, b);
		b.commitOnRevoke = 7;
		b.member.close();
		assertThat(b.revoked).hasSize(3);
		assertThat(b.revoked).allSatisfy((each) -> assertThat(this.committed).containsEntry(each, 7L));
		settle(a);
		assertThat(a.assigned).hasSize(6);
		assertThat(b.revoked).allSatisfy((each) -> assertThat(a.begun).containsEntry(each, 7L));
	}

	@Test
	void aMemberThatDiesKeepsItsPartitionsForTheTimeOfALease() {
		Member a = new Member("a");
		Member b = new Member("b");
		settle(a, b);
		pass(LEASE.minus(RENEWAL), a);
		assertThat(a.assigned).hasSize(3);
		pass(RENEWAL.multipliedBy(3), a);
		assertThat(a.assigned).hasSize(6);
	}

	@Test
	void aMemberThatCouldNotRenewIsToldLostAndCommitsNothing() {
		Member a = new Member("a");
		settle(a);
		this.now += LEASE.toNanos();
		assertThatExceptionOfType(LogUnavailableException.class)
			.isThrownBy(() -> a.member.commit(Map.of(partition(0), 5L), LEASE))
			.withMessageContaining("events:0");
		assertThat(this.committed).doesNotContainKey(partition(0));
		a.member.poll(Duration.ZERO);
		assertThat(a.lost).hasSize(6);
	}

	@Test
	void theLogRefusesTheCommitOfAMemberThatDoesNotKnowYet() {
		Member a = new Member("a");
		settle(a);
		this.store.expire(partition(2));
		Map<LogPartition, Long> next = Map.of(partition(1), 5L, partition(2), 5L);
		assertThatExceptionOfType(LogUnavailableException.class).isThrownBy(() -> a.member.commit(next, LEASE))
			.withMessageContaining("[events:2]");
		assertThat(this.committed).containsEntry(partition(1), 5L).doesNotContainKey(partition(2));
		a.poll();
		assertThat(a.lost).containsExactly(partition(2));
	}

	@Test
	void aLeaseThatARenewalFindsLostIsToldAndAcquiredAgain() {
		Member a = new Member("a");
		settle(a);
		this.store.expire(partition(2));
		settle(a);
		assertThat(a.lost).containsExactly(partition(2));
		assertThat(a.assigned).hasSize(6);
		assertThat(a.assignments).isEqualTo(2);
	}

	@Test
	void aPartitionThatTheReadFindsLostIsBegunAgainAndItsRecordsAreNotReturned() {
		Member a = new Member("a");
		settle(a);
		a.log.lost.add(partition(4));
		a.log.records.add(partition(4));
		a.log.records.add(partition(5));
		assertThat(a.member.poll(Duration.ZERO)).containsOnlyKeys(partition(5));
		assertThat(a.lost).containsExactly(partition(4));
		a.log.lost.clear();
		a.poll();
		assertThat(a.assigned).hasSize(6);
	}

	@Test
	void readsContinueWhereTheLastBatchEnded() {
		Member a = new Member("a");
		settle(a);
		a.log.records.add(partition(1));
		a.poll();
		a.poll();
		assertThat(a.log.from).containsEntry(partition(1), 1L).containsEntry(partition(0), 0L);
	}

	@Test
	void aPausedPartitionIsNotRead() {
		Member a = new Member("a");
		settle(a);
		a.member.pause(List.of(partition(1)));
		a.poll();
		assertThat(a.log.from).hasSize(5).doesNotContainKey(partition(1));
		a.member.resume(List.of(partition(1)));
		a.poll();
		assertThat(a.log.from).hasSize(6);
	}

	@Test
	void whenTheStoreIsAwayThenAPollFailsAndLaterTheMemberContinues() {
		this.store.setAvailable(false);
		Member a = new Member("a");
		assertThatExceptionOfType(LogUnavailableException.class).isThrownBy(() -> a.member.poll(Duration.ZERO));
		this.store.setAvailable(true);
		settle(a);
		assertThat(a.assigned).hasSize(6);
		this.store.setAvailable(false);
		this.now += RENEWAL.toNanos();
		a.member.renew();
		this.store.setAvailable(true);
		settle(a);
		assertThat(a.lost).isEmpty();
		assertThat(a.assignments).isEqualTo(1);
	}

	@Test
	void aPartitionThatCannotBeBegunIsAttemptedAgain() {
		Member a = new Member("a");
		a.log.failing = partition(3);
		assertThatExceptionOfType(LogUnavailableException.class).isThrownBy(() -> a.member.poll(Duration.ZERO));
		assertThat(a.assigned).hasSize(3);
		a.log.failing = null;
		settle(a);
		assertThat(a.assigned).hasSize(6);
		assertThat(a.lost).isEmpty();
	}

	@Test
	void aMemberThatDoesNotPollAnyMoreIsDeadToTheOthers() {
		Member a = new Member("a");
		Member b = new Member("b");
		settle(a, b);
		Duration passed = Duration.ZERO;
		while (passed.compareTo(Membership.MAX_SILENCE) <= 0) {
			b.member.renew();
			passed = passed.plus(RENEWAL);
			pass(RENEWAL, a);
		}
		assertThat(a.assigned).hasSize(3);
		for (Duration more = Duration.ZERO; more.compareTo(LEASE) <= 0; more = more.plus(RENEWAL)) {
			b.member.renew();
			pass(RENEWAL, a);
		}
		settle(a);
		assertThat(a.assigned).hasSize(6);
	}

	@Test
	void partitionsOfATopicThatBecameSmallerAreRevoked() {
		Member a = new Member("a");
		settle(a);
		this.partitions.put("events", 4);
		settle(a);
		assertThat(a.revoked).containsExactlyInAnyOrder(partition(4), partition(5));
	}

	@Test
	void leasesAreRenewedByAThreadWhileTheMembersThreadWaitsForHandlers() throws InterruptedException {
		InMemoryLeaseStore real = new InMemoryLeaseStore(System::nanoTime);
		Duration lease = Duration.ofMillis(500);
		CountDownLatch drained = new CountDownLatch(1);
		Listener waits = new Listener() {

			@Override
			public void revoked(GroupMember member, Collection<LogPartition> partitions) {
				super.revoked(member, partitions);
				waitFor(drained);
			}

		};
		Listener other = new Listener();
		Threads threads = new Threads();
		GroupMember first = LeasedGroupMember.join("group", List.of("events"), new TestLog(real), real, lease, waits,
				threads);
		first.poll(Duration.ZERO);
		GroupMember second = LeasedGroupMember.join("group", List.of("events"), new TestLog(real), real, lease, other,
				threads);
		second.poll(Duration.ZERO);
		Thread polling = new Thread(() -> {
			while (waits.assigned.size() > 3) {
				first.poll(Duration.ZERO);
			}
		});
		polling.start();
		await().until(() -> !waits.revoked.isEmpty());
		long start = System.nanoTime();
		while (System.nanoTime() - start < lease.multipliedBy(3).toNanos()) {
			second.poll(Duration.ZERO);
			assertThat(other.assigned).isEmpty();
		}
		drained.countDown();
		polling.join();
		await().pollInSameThread().until(() -> {
			second.poll(Duration.ZERO);
			return other.assigned.size() == 3;
		});
		assertThat(waits.lost).isEmpty();
		second.close();
		first.close();
		await().until(() -> threads.status().isEmpty());
	}

	private static void waitFor(CountDownLatch latch) {
		try {
			assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Let time pass until all have what they should have. */
	private void settle(Member... members) {
		pass(RENEWAL.multipliedBy(4), members);
	}

	private void pass(Duration time, Member... members) {
		for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(RENEWAL)) {
			this.now += RENEWAL.toNanos();
			for (Member member : members) {
				member.member.renew();
			}
			for (Member member : members) {
				member.poll();
			}
		}
	}

	private static void assertDisjoint(Member... members) {
		List<LogPartition> all = Stream.of(members).flatMap((each) -> each.assigned.stream()).toList();
		assertThat(all).doesNotHaveDuplicates();
	}

	private static LogPartition partition(int number) {
		return new LogPartition("events", number);
	}

	/** Member on the thread of the test. */
	private final class Member extends Listener {

		private final TestLog log = new TestLog(LeasedGroupMemberTests.this.store);

		private final Map<LogPartition, Long> begun = this.log.begun;

		private final LeasedGroupMember member;

		Member(String id) {
			this.member = new LeasedGroupMember("group", id, LeasedGroupMemberTests.this.partitions.keySet(), this.log,
					LeasedGroupMemberTests.this.store, LEASE, this, () -> LeasedGroupMemberTests.this.now);
		}

		void poll() {
			Map<LogPartition, LogBatch> unused = this.member.poll(Duration.ZERO);
		}

	}

	private static class Listener implements AssignmentListener {

		final Set<LogPartition> assigned = ConcurrentHashMap.newKeySet();

		final List<LogPartition> revoked = new CopyOnWriteArrayList<>();

		final List<LogPartition> lost = new CopyOnWriteArrayList<>();

		int assignments;

		long commitOnRevoke;

		@Override
		public void assigned(GroupMember member, Collection<LogPartition> partitions) {
			assertThat(this.assigned).doesNotContainAnyElementsOf(partitions);
			this.assigned.addAll(partitions);
			this.assignments++;
		}

		@Override
		public void revoked(GroupMember member, Collection<LogPartition> partitions) {
			this.revoked.addAll(partitions);
			if (this.commitOnRevoke > 0) {
				Map<LogPartition, Long> next = new HashMap<>();
				partitions.forEach((each) -> next.put(each, this.commitOnRevoke));
				assertThat(member.commit(next, LEASE)).isTrue();
			}
			this.assigned.removeAll(Set.copyOf(partitions));
		}

		@Override
		public void lost(Collection<LogPartition> partitions) {
			this.lost.addAll(partitions);
			this.assigned.removeAll(Set.copyOf(partitions));
		}

		@Override
		public void unreadable(LogPartition partition, long offset, Throwable cause) {
			throw new AssertionError("every record of these tests can be read", cause);
		}

	}

	/** Log that checks the leases of commits. */
	private final class TestLog implements GroupLog {

		private final InMemoryLeaseStore leases;

		private final Map<LogPartition, Long> begun = new HashMap<>();

		private final Map<LogPartition, Long> from = new HashMap<>();

		private final Set<LogPartition> records = new HashSet<>();

		private final Set<LogPartition> lost = new HashSet<>();

		private LogPartition failing;

		TestLog(InMemoryLeaseStore leases) {
			this.leases = leases;
		}

		@Override
		public int partitionsOf(String topic) {
			return LeasedGroupMemberTests.this.partitions.getOrDefault(topic, 0);
		}

		@Override
		public long begin(Lease lease) {
			if (lease.partition().equals(this.failing)) {
				throw new LogUnavailableException("The log is away", null);
			}
			long next = LeasedGroupMemberTests.this.committed.getOrDefault(lease.partition(), 0L);
			this.begun.put(lease.partition(), next);
			return next;
		}

		@Override
		public GroupRead read(Map<Lease, Long> from, Duration maxWait) {
			this.from.clear();
			from.forEach((lease, next) -> this.from.put(lease.partition(), next));
			Map<LogPartition, LogBatch> batches = new HashMap<>();
			this.records
				.forEach((each) -> batches.put(each, new LogBatch(List.of(), this.from.getOrDefault(each, 0L) + 1)));
			return new GroupRead(batches, this.lost);
		}

		@Override
		public boolean commit(Lease lease, long next, Duration timeout) {
			if (!this.leases.isCurrent(lease)) {
				return false;
			}
			LeasedGroupMemberTests.this.committed.put(lease.partition(), next);
			return true;
		}

		@Override
		public void end(Lease lease) {
		}

		@Override
		public void wakeUp() {
		}

		@Override
		public void close() {
		}

	}

}
