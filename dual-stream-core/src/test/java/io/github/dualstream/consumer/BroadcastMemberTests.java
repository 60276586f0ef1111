package io.github.dualstream.consumer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.feed.InMemoryLog;
import io.github.dualstream.transport.AssignmentListener;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.StartPosition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BroadcastMember}.
 */
class BroadcastMemberTests {

	private static final LogPartition P0 = new LogPartition("events", 0);

	private static final LogPartition P1 = new LogPartition("events", 1);

	private final InMemoryLog log = new InMemoryLog("events", 2);

	private final List<LogPartition> lost = new ArrayList<>();

	private final List<Position> read = new ArrayList<>();

	private GroupMember member;

	@BeforeEach
	void join() {
		this.member = new Broadcast(this.log).join("caches", List.of("events"), StartPosition.LATEST,
				new AssignmentListener() {

					@Override
					public void assigned(GroupMember assignee, Collection<LogPartition> partitions) {
					}

					@Override
					public void revoked(GroupMember assignee, Collection<LogPartition> partitions) {
					}

					@Override
					public void lost(Collection<LogPartition> partitions) {
						BroadcastMemberTests.this.lost.addAll(partitions);
					}

					@Override
					public void unreadable(LogPartition partition, long offset, Throwable cause) {
					}

				});
		poll();
	}

	@AfterEach
	void close() {
		this.member.close();
	}

	@Test
	void whenRetentionHasPassedOnePartitionThenAnotherThatHasAdvancedPastItsLastRecordGoesOn() {
		this.log.endAtLastRecords();
		Position first = append(0, "1");
		this.log.skipTo(0, 500);
		poll();
		assertThat(this.read).containsExactly(first);
		Position expired = append(1, "2");
		this.log.expireBefore(1, expired.offset() + 1);
		Position kept = append(1, "3");
		poll();
		poll();
		assertThat(this.lost).containsExactly(P1);
		assertThat(this.read).containsExactly(first, kept);
	}

	@Test
	void whenTheLogHasLostTheLastRecordThenThePartitionBeginsAgain() {
		Position last = append(0, "1");
		poll();
		this.log.lose(last);
		Position next = append(0, "2");
		poll();
		poll();
		assertThat(this.lost).containsExactly(P0);
		assertThat(this.read).containsExactly(last, next);
	}

	private Position append(int partition, String id) {
		return this.log.append(Event.builder().id(id).source("order", id).type("test").data(Map.of()).build(),
				partition);
	}

	private void poll() {
		this.member.poll(Duration.ZERO)
			.values()
			.forEach((batch) -> batch.records().forEach((record) -> this.read.add(record.position())));
	}

}
