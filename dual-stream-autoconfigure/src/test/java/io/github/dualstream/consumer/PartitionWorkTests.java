package io.github.dualstream.consumer;

import java.time.Duration;
import java.util.List;

import io.github.dualstream.transport.LogEntry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PartitionWorkTests {

	private final PartitionWork work = new PartitionWork();

	@Test
	void whenNothingWasReadThenThereIsNothingToCommit() {
		assertThat(this.work.next()).isNull();
	}

	@Test
	void aKeyIsReadyOnceHoweverManyTasksItHas() {
		assertThat(this.work.add(entries("a", "a", "b", "a"))).extracting(KeyQueue::key).containsExactly("a", "b");
		assertThat(this.work.add(entries("a"))).isEmpty();
	}

	@Test
	void itCountsWhatIsNotDone() {
		KeyQueue queue = this.work.add(entries("a", "a")).get(0);
		assertThat(this.work.waiting()).isEqualTo(2);
		assertThat(this.work.waitingBytes()).isEqualTo(200);
		this.work.begin(queue);
		assertThat(this.work.done(queue)).as("there is more to do").isTrue();
		this.work.begin(queue);
		assertThat(this.work.done(queue)).isFalse();
		assertThat(this.work.waiting()).isZero();
		assertThat(this.work.waitingBytes()).isZero();
	}

	@Test
	void whenATaskIsSuspendedThenItRemainsTheFirst() {
		KeyQueue queue = this.work.add(entries("a", "a")).get(0);
		Task task = this.work.begin(queue);
		this.work.suspended();
		assertThat(this.work.begin(queue)).isSameAs(task);
	}

	@Test
	void whenItIsClosedThenNothingBeginsAndWhatHasBegunStillCounts() {
		List<KeyQueue> queues = this.work.add(entries("a", "b"));
		this.work.begin(queues.get(0));
		this.work.close();
		assertThat(this.work.begin(queues.get(1))).isNull();
		assertThat(this.work.awaitIdle(System.nanoTime())).isFalse();
		this.work.done(queues.get(0));
		assertThat(this.work.awaitIdle(System.nanoTime() + Duration.ofSeconds(10).toNanos())).isTrue();
		assertThat(this.work.next()).isEqualTo(1);
	}

	private List<LogEntry> entries(String... keys) {
		InMemoryGroups groups = new InMemoryGroups();
		long first = (this.work.next() != null) ? this.work.next() + this.work.waiting() : 0;
		for (long i = 0; i < first; i++) {
			groups.append(InMemoryGroups.P0, "before");
		}
		for (String key : keys) {
			groups.append(InMemoryGroups.P0, key);
		}
		return groups.entries(InMemoryGroups.P0).stream().skip(first).toList();
	}

}
