package io.github.dualstream.transport.redis.streams;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;

import io.github.dualstream.Position;
import io.github.dualstream.test.RedisServer;
import io.github.dualstream.transport.AssignmentListener;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.RecordKey;
import io.github.dualstream.transport.StartPosition;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.data.redis.connection.stream.PendingMessagesSummary;
import org.springframework.data.redis.connection.stream.StreamInfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@Timeout(120)
class RedisConsumerGroupsTests {

	private static final RedisServer server = RedisServer.start();

	private final TestStreams streams = TestStreams.on(server.port());

	private final String topic = "groups-" + UUID.randomUUID();

	private final LogPartition partition = new LogPartition(this.topic, 0);

	@AfterEach
	void close() {
		this.streams.close();
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void theGroupAndWhatItHasNotCommittedAreVisibleInRedis() {
		this.streams.createTopic(this.topic, 1);
		List<Position> positions = append(5);
		try (Member member = new Member(this.streams, StartPosition.EARLIEST)) {
			awaitUntil(() -> member.poll().read.size() == 5);
			assertThat(pending().getTotalPendingMessages()).isEqualTo(5);
			assertThat(member.commit(positions.get(2).offset() + 1)).isTrue();
			assertThat(pending().getTotalPendingMessages()).isEqualTo(2);
			assertThat(pending().minMessageId()).isEqualTo(StreamId.of(positions.get(3).offset()));
			assertThat(group().lastDeliveredId()).isEqualTo(StreamId.of(positions.get(4).offset()));
		}
	}

	@Test
	void whatADeadMemberHadPendingIsClaimedAndItsConsumerIsRemoved() {
		this.streams.createTopic(this.topic, 1);
		List<Position> positions = append(5);
		TestStreams dying = TestStreams.on(server.port());
		Member dead = new Member(dying, StartPosition.EARLIEST);
		awaitUntil(() -> dead.poll().read.size() == 5);
		assertThat(dead.commit(positions.get(1).offset() + 1)).isTrue();
		dying.close();
		try (Member member = new Member(this.streams, StartPosition.EARLIEST)) {
			awaitUntil(() -> member.poll().read.size() == 3);
			assertThat(member.read).isEqualTo(positions.subList(2, 5));
			Position next = append(1).get(0);
			awaitUntil(() -> member.poll().read.size() == 4);
			assertThat(member.read.get(3)).isEqualTo(next);
			assertThat(group().consumerCount()).isEqualTo(1);
		}
		dead.close();
	}

	@Test
	void aMemberWithoutTheLeaseReadsAndCommitsNothingAndIsTold() {
		this.streams.createTopic(this.topic, 1);
		List<Position> positions = append(3);
		try (Member member = new Member(this.streams, StartPosition.EARLIEST)) {
			awaitUntil(() -> member.poll().read.size() == 3);
			this.streams.redis.opsForValue()
				.set(StreamKeys.text(StreamKeys.lease("group", this.partition)), "999:another", Duration.ofSeconds(3));
			assertThatExceptionOfType(LogUnavailableException.class)
				.isThrownBy(() -> member.commit(positions.get(2).offset() + 1));
			assertThat(pending().getTotalPendingMessages()).isEqualTo(3);
			append(1);
			member.poll();
			assertThat(member.lost).containsExactly(this.partition);
			assertThat(member.read).hasSize(3);
			awaitUntil(() -> member.poll().read.size() == 7);
			assertThat(member.read.subList(3, 6)).isEqualTo(positions);
		}
	}

	@Test
	void aStreamThatIsCreatedAgainIsReadFromItsBeginning() {
		this.streams.createTopic(this.topic, 1);
		try (Member member = new Member(this.streams, StartPosition.LATEST)) {
			awaitUntil(() -> member.poll().assigned.size() == 1);
			append(1);
			awaitUntil(() -> member.poll().read.size() == 1);
			this.streams.redis.delete(StreamKeys.stream(this.partition));
			Position first = append(1).get(0);
			awaitUntil(() -> member.poll().read.size() == 2);
			assertThat(member.read.get(1)).isEqualTo(first);
		}
	}

	@Test
	void whenTheGroupIsSetBackWhileAMemberReadsThenItIsToldAndNothingIsSkipped() {
		this.streams.createTopic(this.topic, 1);
		List<Position> positions = append(3);
		try (Member member = new Member(this.streams, StartPosition.EARLIEST)) {
			awaitUntil(() -> member.poll().read.size() == 3);
			assertThat(member.commit(positions.get(2).offset() + 1)).isTrue();
			// as a replica that was promoted without the newest commands
			setId("0-0");
			Position next = append(1).get(0);
			awaitUntil(() -> member.poll().read.size() == 7);
			assertThat(member.lost).containsExactly(this.partition);
			assertThat(member.read.subList(3, 6)).isEqualTo(positions);
			assertThat(member.read.get(6)).isEqualTo(next);
		}
	}

	@Test
	void whenTheGroupStandsInTheFutureThenThatIsAnErrorAndNotSilence() {
		this.streams.createTopic(this.topic, 1);
		append(1);
		try (Member member = new Member(this.streams, StartPosition.EARLIEST)) {
			awaitUntil(() -> member.poll().read.size() == 1);
		}
		setId("4102444800000-0");
		try (Member member = new Member(this.streams, StartPosition.EARLIEST)) {
			assertThatExceptionOfType(LogUnavailableException.class).isThrownBy(member::poll)
				.withMessageContaining("4102444800000-0")
				.withMessageContaining("XGROUP SETID " + this.topic + ":{0} group");
			setId("0-0");
			awaitUntil(() -> member.poll().read.size() == 1);
		}
	}

	@Test
	void aGroupThatStartsAtATimeThatIsStillToComeStartsAtTheEnd() {
		this.streams.createTopic(this.topic, 1);
		append(2);
		try (Member member = new Member(this.streams,
				new StartPosition.AtTime(Instant.now().plus(Duration.ofDays(1))))) {
			awaitUntil(() -> member.poll().assigned.size() == 1);
			Position next = append(1).get(0);
			awaitUntil(() -> !member.poll().read.isEmpty());
			assertThat(member.read).containsExactly(next);
		}
	}

	private void setId(String id) {
		this.streams.redis.execute((connection) -> connection.execute("XGROUP", StreamKeys.bytes("SETID"),
				StreamKeys.bytes(StreamKeys.stream(this.partition)), StreamKeys.bytes("group"), StreamKeys.bytes(id)),
				false);
	}

	@Test
	void aPartitionThatIsAddedIsReadFromItsBeginning() {
		this.streams.createTopic(this.topic, 1);
		try (Member member = new Member(this.streams, StartPosition.LATEST)) {
			awaitUntil(() -> member.poll().assigned.size() == 1);
			this.streams.redis.opsForHash().put(StreamKeys.text(StreamKeys.topic(this.topic)), "partitions", "2");
			this.streams.log.topics().read(this.topic);
			Position added = this.streams.log()
				.append(new NewRecord(this.topic, 1, RecordKey.of("a"), List.of(), null, "record"))
				.join();
			assertThat(added.partition()).isEqualTo(1);
			awaitUntil(() -> member.poll().read.contains(added));
		}
	}

	@Test
	void whileRedisHangsAPollFailsAndLaterNothingIsSkipped() {
		try (RedisServer own = RedisServer.start(); TestStreams hanging = TestStreams.on(own.port())) {
			hanging.createTopic(this.topic, 1);
			List<Position> positions = append(hanging, 3);
			try (Member member = new Member(hanging, StartPosition.EARLIEST)) {
				awaitUntil(() -> member.poll().read.size() == 3);
				assertThat(member.commit(positions.get(2).offset() + 1)).isTrue();
				own.pause();
				assertThatExceptionOfType(LogUnavailableException.class).isThrownBy(() -> {
					while (true) {
						member.poll();
					}
				});
				own.resume();
				Position next = append(hanging, 1).get(0);
				awaitUntil(() -> member.poll().read.contains(next));
			}
		}
	}

	private List<Position> append(int count) {
		return append(this.streams, count);
	}

	private List<Position> append(TestStreams target, int count) {
		List<Position> positions = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			positions.add(target.log()
				.append(new NewRecord(this.topic, 0, RecordKey.of("a"), List.of(), null, "record " + i))
				.join());
		}
		return positions;
	}

	private PendingMessagesSummary pending() {
		return this.streams.redis.opsForStream().pending(StreamKeys.stream(this.partition), "group");
	}

	private StreamInfo.XInfoGroup group() {
		return this.streams.redis.opsForStream().groups(StreamKeys.stream(this.partition)).get(0);
	}

	private static void awaitUntil(Callable<Boolean> condition) {
		ConditionFactory awaiting = await().atMost(Duration.ofSeconds(30))
			.pollInSameThread()
			.pollDelay(Duration.ZERO)
			.ignoreExceptionsInstanceOf(LogUnavailableException.class);
		awaiting.until(condition);
	}

	/** Member on the thread of the test. */
	private final class Member implements AssignmentListener, AutoCloseable {

		private final Set<LogPartition> assigned = new HashSet<>();

		private final List<LogPartition> lost = new ArrayList<>();

		private final List<Position> read = new ArrayList<>();

		private final GroupMember member;

		Member(TestStreams streams, StartPosition start) {
			this.member = streams.groups().join("group", List.of(RedisConsumerGroupsTests.this.topic), start, this);
		}

		Member poll() {
			this.member.poll(Duration.ofMillis(100))
				.values()
				.forEach((batch) -> batch.records().forEach((record) -> this.read.add(record.position())));
			return this;
		}

		boolean commit(long next) {
			return this.member.commit(Map.of(RedisConsumerGroupsTests.this.partition, next), Duration.ofSeconds(5));
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
			this.lost.addAll(partitions);
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
