package io.github.dualstream.consumer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.dualstream.consumer.SourceDeadLetters.Turn;
import io.github.dualstream.consumer.deadletter.DeadLetterMark;
import io.github.dualstream.transport.LogBatch;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.RecordKey;
import org.jspecify.annotations.Nullable;

/**
 * In-flight records of one partition assignment. A later assignment of the same partition
 * is another object, so that late completions do not count for it. Thread-safe.
 */
final class PartitionWork {

	/** Queues by their keys; those of single records by the records' positions. */
	private final Map<@Nullable Object, KeyQueue> queues = new HashMap<>();

	private final InFlight inFlight;

	private final PartitionDeadLetters deadLetters;

	private final Ordering ordering;

	private @Nullable Frontier frontier;

	private int waiting;

	private long waitingBytes;

	private int running;

	private int unkept;

	private final Drain drain = new Drain();

	private boolean closed;

	PartitionWork(InFlight inFlight, PartitionDeadLetters deadLetters, Ordering ordering) {
		this.inFlight = inFlight;
		this.deadLetters = deadLetters;
		this.ordering = ordering;
	}

	/**
	 * Add records that were read.
	 * @param batch next records of the partition
	 * @return the queues that were idle before
	 */
	synchronized List<KeyQueue> add(LogBatch batch) {
		List<LogRecord> records = batch.records();
		List<KeyQueue> ready = new ArrayList<>();
		long bytes = 0;
		if (this.frontier == null) {
			this.frontier = new Frontier(records.isEmpty() ? batch.next() : records.get(0).position().offset());
		}
		for (LogRecord record : records) {
			KeyQueue queue = (this.ordering == Ordering.NONE) ? single(record, ready) : queue(record.key(), ready);
			Task task = new Task(record);
			this.frontier.read(task);
			queue.tasks().add(task);
			bytes += record.size();
		}
		this.frontier.readTo(batch.next());
		this.waiting += records.size();
		this.waitingBytes += bytes;
		this.inFlight.add(records.size(), bytes);
		return ready;
	}

	private KeyQueue queue(@Nullable RecordKey key, List<KeyQueue> ready) {
		return this.queues.computeIfAbsent(key, (absent) -> {
			KeyQueue queue = new KeyQueue(this, key);
			ready.add(queue);
			return queue;
		});
	}

	/** Create the queue of a record that waits for no other one. */
	private KeyQueue single(LogRecord record, List<KeyQueue> ready) {
		KeyQueue queue = new KeyQueue(this, record.key(), record.position());
		this.queues.put(queue.name(), queue);
		ready.add(queue);
		return queue;
	}

	/**
	 * Dead-letter records that decide what a queue does next.
	 * @return {@code null} without any; a single record is independent of them
	 */
	private @Nullable SourceDeadLetters deadLettersOf(KeyQueue queue) {
		return queue.isSingle() ? null : this.deadLetters.of(queue.key());
	}

	/**
	 * Apply marks of this partition's dead-letter records that were read.
	 * @param marks next marks, in order
	 * @param caughtUp whether all existing ones have been read
	 * @return the queues that were idle before, and have records to redrive
	 */
	synchronized List<KeyQueue> read(List<DeadLetterMark> marks, boolean caughtUp) {
		marks.forEach(this.deadLetters::read);
		if (caughtUp) {
			this.deadLetters.caughtUp();
		}
		List<KeyQueue> ready = new ArrayList<>();
		if (!this.closed) {
			this.deadLetters.ready().forEach((@Nullable RecordKey key) -> queue(key, ready));
		}
		return ready;
	}

	/** Apply a mark of this partition's dead-letter records that was written. */
	synchronized void written(DeadLetterMark mark) {
		this.deadLetters.written(mark);
	}

	/**
	 * Claim the first tasks of a queue: one that must be handled alone, or as many as
	 * there are.
	 * @param queue a queue that no other worker has
	 * @param limit maximum number of tasks
	 * @return number of claimed tasks; zero if there is nothing left to do
	 */
	synchronized int claim(KeyQueue queue, int limit) {
		if (this.closed) {
			return 0;
		}
		queue.rest(false);
		SourceDeadLetters source = deadLettersOf(queue);
		Task first = (source != null) ? first(queue, source) : queue.live();
		if (first == null) {
			this.queues.remove(queue.name());
			return 0;
		}
		if (!this.drain.allows(first)) {
			leave(queue);
			return 0;
		}
		List<Task> tasks = (limit == 1 || source != null || first.isAlone()) ? List.of(first)
				: queue.together(limit, this.drain);
		queue.claim(tasks);
		this.running++;
		if (!first.isRedrive()) {
			this.drain.begun(tasks.get(tasks.size() - 1));
		}
		return tasks.size();
	}

	private void leave(KeyQueue queue) {
		this.drain.leave(queue.offset());
		notifyAll();
	}

	private @Nullable Task first(KeyQueue queue, SourceDeadLetters source) {
		Turn turn = queue.turn(source);
		while (turn.kind() == Turn.Kind.DROP) {
			complete(queue, 1);
			turn = queue.turn(source);
		}
		return queue.first(turn);
	}

	/** Complete live records, which moves the frontier if they were the lowest ones. */
	private void complete(KeyQueue queue, int count) {
		long bytes = 0;
		for (int i = 0; i < count; i++) {
			Task task = queue.tasks().remove();
			bytes += task.record().size();
			task.done();
			if (task.isUnkept()) {
				this.unkept--;
			}
		}
		settle(count, bytes);
	}

	/** Whether the first task of a queue must be handled alone. */
	synchronized boolean isAlone(KeyQueue queue) {
		return deadLettersOf(queue) != null || queue.isAlone();
	}

	/**
	 * Return claimed tasks that are not complete to the front of their queue.
	 * @param queue the queue
	 * @param resting whether they wait for a retry
	 */
	synchronized void suspended(KeyQueue queue, boolean resting) {
		this.running--;
		queue.claim(List.of());
		queue.rest(resting);
		if (resting && this.drain.isStarted()) {
			leave(queue);
		}
		notifyAll();
	}

	/** Note that a task was not written to the dead-letter topic, which is retried. */
	synchronized void notKept(Task task) {
		if (!task.isUnkept() && !task.isRedrive()) {
			task.unkept();
			this.unkept++;
		}
	}

	/**
	 * Complete the claimed tasks of a queue.
	 * @return whether there is more to do in this queue
	 */
	synchronized boolean done(KeyQueue queue) {
		List<Task> tasks = queue.claimed();
		queue.claim(List.of());
		this.running--;
		if (tasks.get(0).isRedrive()) {
			queue.redriven();
		}
		else {
			complete(queue, tasks.size());
		}
		if (this.drain.isStarted()) {
			notifyAll();
		}
		SourceDeadLetters source = deadLettersOf(queue);
		if (queue.tasks().isEmpty() && (source == null || !source.hasRedrive())) {
			this.queues.remove(queue.name());
			return false;
		}
		return true;
	}

	private void settle(int count, long bytes) {
		if (this.waiting > 0) {
			this.waiting -= count;
			this.waitingBytes -= bytes;
			this.inFlight.remove(count, bytes);
		}
	}

	/**
	 * Lowest unfinished offset.
	 * @return the offset; {@code null} if nothing was read
	 */
	synchronized @Nullable Long next() {
		return (this.frontier != null) ? this.frontier.next() : null;
	}

	/** Number of records read from the lowest unfinished one on. */
	synchronized int uncommitted() {
		return (this.frontier != null) ? this.frontier.span() : 0;
	}

	/** Note that all records below an offset have been read. */
	synchronized void readTo(long next) {
		List<KeyQueue> unused = add(new LogBatch(List.of(), next));
	}

	/**
	 * Status of the partition.
	 * @param following whether its dead-letter records are read
	 * @param unreadable offset of the unreadable record that it waits at
	 */
	synchronized ConsumerStatus.Partition status(LogPartition partition, boolean following, @Nullable Long unreadable) {
		return new ConsumerStatus.Partition(partition, this.waiting, next(),
				(this.frontier != null) ? this.frontier.oldest() : null, this.deadLetters.parked(), this.unkept,
				following ? this.deadLetters.open() : null, unreadable);
	}

	/** Start only records below those that have started. */
	synchronized void drain() {
		this.drain.start();
		this.queues.values().stream().filter(KeyQueue::isResting).forEach((queue) -> this.drain.leave(queue.offset()));
	}

	/** Start nothing more. */
	synchronized void close() {
		this.closed = true;
		drain();
	}

	synchronized boolean isClosed() {
		return this.closed;
	}

	/** Discard the records that are not complete. */
	synchronized void discard() {
		settle(this.waiting, this.waitingBytes);
	}

	/**
	 * Wait for started records, and for those below them.
	 * @param deadline the deadline by {@link System#nanoTime()}
	 * @return whether they ended in time
	 */
	synchronized boolean awaitIdle(long deadline) {
		try {
			for (long left = deadline - System.nanoTime(); !isDrained()
					&& left > 0; left = deadline - System.nanoTime()) {
				TimeUnit.NANOSECONDS.timedWait(this, left);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return this.running == 0;
	}

	/** Whether nothing is running, and nothing is left to do. */
	synchronized boolean isDrained() {
		return this.running == 0 && (this.closed || this.frontier == null || this.drain.isOver(this.frontier.next()));
	}

}
