package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.dualstream.transport.AssignmentListener;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.StartPosition;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link KafkaGroupMember} on a real broker, its members all on one thread.
 */
@Timeout(60)
class KafkaGroupMemberTests {

	private static final String TOPIC = "commits-held-up";

	@Test
	void whileTheGroupSharesOutItsPartitionsNothingIsCommittedAndAfterwardsItIs() {
		try (KafkaLog kafka = KafkaLog.shared()) {
			kafka.create(TOPIC, 2);
			try (Joined first = join(kafka); Joined second = join(kafka)) {
				until().until(() -> {
					first.poll();
					second.poll();
					return first.partitions.size() == 1 && second.partitions.size() == 1;
				});
				LogPartition kept = first.partitions.iterator().next();
				try (Joined third = join(kafka)) {
					// the second one is waited for, since it does not poll
					until().until(() -> {
						third.poll();
						first.poll();
						return !first.member.commit(Map.of(kept, 0L), Duration.ofSeconds(10));
					});
					until().until(() -> {
						second.poll();
						third.poll();
						first.poll();
						return first.member.commit(Map.of(kept, 0L), Duration.ofSeconds(10));
					});
				}
			}
		}
	}

	@Test
	void whenTheIdsOfTopicsCannotBeAskedForThenTheGroupReadsAllTheSame() {
		try (KafkaLog kafka = KafkaLog.shared()) {
			kafka.create(TOPIC, 2);
			kafka.administration.close();
			try (Joined alone = join(kafka)) {
				until().until(() -> {
					alone.poll();
					return alone.partitions.size() == 2;
				});
				LogPartition partition = alone.partitions.iterator().next();
				until().until(() -> {
					alone.poll();
					return alone.member.commit(Map.of(partition, 0L), Duration.ofSeconds(10));
				});
			}
		}
	}

	private static ConditionFactory until() {
		return await().atMost(Duration.ofSeconds(20)).pollInSameThread().pollDelay(Duration.ZERO);
	}

	private static Joined join(KafkaLog kafka) {
		return new Joined(kafka.groups(Map.of(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 100)));
	}

	private static final class Joined implements AssignmentListener, AutoCloseable {

		final Set<LogPartition> partitions = new HashSet<>();

		final GroupMember member;

		Joined(KafkaConsumerGroups groups) {
			this.member = groups.join("group", List.of(TOPIC), new StartPosition.Earliest(), this);
		}

		void poll() {
			this.member.poll(Duration.ofMillis(50));
		}

		@Override
		public void assigned(GroupMember member, Collection<LogPartition> partitions) {
			this.partitions.addAll(partitions);
		}

		@Override
		public void revoked(GroupMember member, Collection<LogPartition> partitions) {
			this.partitions.removeAll(Set.copyOf(partitions));
		}

		@Override
		public void lost(Collection<LogPartition> partitions) {
			this.partitions.removeAll(Set.copyOf(partitions));
		}

		@Override
		public void unreadable(LogPartition partition, long offset, Throwable cause) {
			throw new AssertionError(cause);
		}

		@Override
		public void close() {
			this.member.close();
		}

	}

}
