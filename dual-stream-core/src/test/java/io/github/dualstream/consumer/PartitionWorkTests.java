package io.github.dualstream.consumer;

import java.time.Duration;
import java.util.List;

import io.github.dualstream.transport.LogBatch;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.RecordKey;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PartitionWorkTests {

	private final InFlight inFlight = new InFlight(ConsumerSettings.ofDefaults(), () -> {
	});

	private final PartitionWork work = new PartitionWork(this.inFlight, new PartitionDeadLetters(AfterDeadLetter.GO_ON),
			Ordering.SOURCE);

	@Test
	void whenNothingWasReadThenThereIsNothingToCommit() {
		assertThat(this.work.next()).isNull();
	}

	@Test
	void aKeyIsReadyOnceHoweverManyTasksItHas() {
		assertThat(this.work.add(entries("a", "a", "b", "a"))).extracting(KeyQueue::key)
			.containsExactly(RecordKey.of("a"), RecordKey.of("b"));
		assertThat(this.work.add(entries("a"))).isEmpty();
	}

	@Test
	void itCountsWhatIsNotDone() {
		LogBatch batch = entries("a", "a");
		KeyQueue queue = this.work.add(batch).get(0);
		assertThat(waiting()).isEqualTo(2);
		assertThat(this.inFlight.bytes()).isPositive()
			.isEqualTo(batch.records().stream().mapToLong(LogRecord::size).sum());
		assertThat(claimAndComplete(queue)).as("there is more to do").isTrue();
		assertThat(claimAndComplete(queue)).isFalse();
		assertThat(waiting()).isZero();
		assertThat(this.inFlight.count()).isZero();
		assertThat(this.inFlight.bytes()).isZero();
	}

	@Test
	void whenATaskIsSuspendedThenItRemainsTheFirst() {
		KeyQueue queue = this.work.add(entries("a", "a")).get(0);
		assertThat(this.work.claim(queue, 1)).isOne();
		Task task = queue.first();
		this.work.suspended(queue, false);
		assertThat(this.work.claim(queue, 1)).isOne();
		assertThat(queue.first()).isSameAs(task);
	}

	@Test
	void aTaskThatFailedIsNotPutIntoABatch() {
		KeyQueue queue = this.work.add(entries("a", "a", "a")).get(0);
		assertThat(this.work.claim(queue, 2)).isEqualTo(2);
		this.work.suspended(queue, false);
		queue.tasks().element().handleAlone();
		assertThat(this.work.claim(queue, 2)).isOne();
	}

	@Test
	void whenItIsClosedThenNothingBeginsAndWhatHasBegunStillCounts() {
		List<KeyQueue> queues = this.work.add(entries("a", "b"));
		KeyQueue begun = claimed(queues.get(0));
		this.work.close();
		assertThat(this.work.claim(queues.get(1), 1)).isZero();
		assertThat(this.work.awaitIdle(System.nanoTime())).isFalse();
		this.work.done(begun);
		assertThat(this.work.awaitIdle(System.nanoTime() + Duration.ofSeconds(10).toNanos())).isTrue();
		assertThat(this.work.next()).isEqualTo(1);
	}

	@Test
	void whileItIsDrainedOnlyWhatLiesBelowWhatHasBegunBegins() {
		List<KeyQueue> queues = this.work.add(entries("slow", "slow", "fast", "slow", "other"));
		KeyQueue lowest = claimed(queues.get(0));
		this.work.done(claimed(queues.get(1)));
		this.work.drain();
		assertThat(this.work.claim(queues.get(2), 1)).as("lies above").isZero();
		assertThat(this.work.awaitIdle(System.nanoTime())).as("the lowest one runs").isFalse();
		this.work.done(lowest);
		assertThat(this.work.claim(queues.get(0), 10)).as("a batch ends below it too").isOne();
		this.work.done(queues.get(0));
		assertThat(this.work.claim(queues.get(0), 1)).isZero();
		assertThat(this.work.awaitIdle(System.nanoTime() + Duration.ofSeconds(10).toNanos())).isTrue();
		assertThat(this.work.next()).isEqualTo(3);
	}

	@Test
	void whenATaskRestsThenWhatLiesAboveItIsNotDrained() {
		List<KeyQueue> queues = this.work.add(entries("failing", "slow", "slow", "fast"));
		claimed(queues.get(0));
		this.work.suspended(queues.get(0), true);
		KeyQueue begun = claimed(queues.get(1));
		this.work.done(claimed(queues.get(2)));
		this.work.drain();
		this.work.done(begun);
		assertThat(this.work.claim(queues.get(1), 1)).isZero();
		assertThat(this.work.awaitIdle(System.nanoTime() + Duration.ofSeconds(10).toNanos())).isTrue();
		assertThat(this.work.next()).isZero();
	}

	@Test
	void whenATaskBeginsToRestDuringTheDrainThenItIsNotWaitedFor() {
		List<KeyQueue> queues = this.work.add(entries("failing", "fast"));
		claimed(queues.get(0));
		this.work.done(claimed(queues.get(1)));
		this.work.drain();
		this.work.suspended(queues.get(0), true);
		assertThat(this.work.awaitIdle(System.nanoTime() + Duration.ofSeconds(10).toNanos())).isTrue();
	}

	@Test
	void whatIsDiscardedIsNotInFlightAndWhatEndsLaterIsNotCountedTwice() {
		KeyQueue begun = claimed(this.work.add(entries("a", "b")).get(0));
		this.work.close();
		this.work.discard();
		assertThat(this.inFlight.count()).isZero();
		this.work.done(begun);
		assertThat(this.inFlight.count()).isZero();
		assertThat(this.inFlight.bytes()).isZero();
	}

	@Test
	void whatIsDoneBehindTheLowestOneIsUncommitted() {
		List<KeyQueue> queues = this.work.add(entries("a", "b", "c"));
		this.work.done(claimed(queues.get(1)));
		this.work.done(claimed(queues.get(2)));
		assertThat(this.work.uncommitted()).isEqualTo(3);
		this.work.done(claimed(queues.get(0)));
		assertThat(this.work.uncommitted()).isZero();
	}

	@Test
	void withoutOrderEachRecordHasAQueueOfItsOwn() {
		PartitionWork unordered = new PartitionWork(this.inFlight, new PartitionDeadLetters(AfterDeadLetter.GO_ON),
				Ordering.NONE);
		List<KeyQueue> queues = unordered.add(entries("a", "a", "a"));
		assertThat(queues).hasSize(3);
		queues.forEach((queue) -> assertThat(unordered.claim(queue, 1)).isOne());
		unordered.done(queues.get(2));
		assertThat(unordered.next()).isZero();
		unordered.done(queues.get(0));
		assertThat(unordered.next()).isEqualTo(1);
		unordered.drain();
		unordered.suspended(queues.get(1), true);
		assertThat(unordered.isDrained()).as("a record that waits for its retry is left to the next owner").isTrue();
	}

	private KeyQueue claimed(KeyQueue queue) {
		assertThat(this.work.claim(queue, 1)).isOne();
		return queue;
	}

	private boolean claimAndComplete(KeyQueue queue) {
		return this.work.done(claimed(queue));
	}

	private int waiting() {
		return this.work.status(InMemoryGroups.P0, false, null).inFlight();
	}

	private LogBatch entries(String... keys) {
		InMemoryGroups groups = new InMemoryGroups();
		long first = (this.work.next() != null) ? this.work.next() + waiting() : 0;
		for (long i = 0; i < first; i++) {
			groups.append(InMemoryGroups.P0, "before");
		}
		for (String key : keys) {
			groups.append(InMemoryGroups.P0, key);
		}
		List<LogRecord> records = groups.records(InMemoryGroups.P0).stream().skip(first).toList();
		return new LogBatch(records, first + records.size());
	}

}
