package io.github.dualstream.consumer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.dualstream.consumer.deadletter.DeadLetterMark;
import io.github.dualstream.transport.LogBatch;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.RecordKey;
import org.jspecify.annotations.Nullable;

/**
 * In-flight records of one partition assignment. A later assignment of the same partition
 * is another object, so that late completions do not count for it. Thread-safe.
 */
final class PartitionWork {

	private final Map<@Nullable RecordKey, KeyQueue> queues = new HashMap<>();

	private final InFlight inFlight;

	private final PartitionLetters letters;

	private @Nullable Frontier frontier;

	private int waiting;

	private long waitingBytes;

	private int running;

	private int unkept;

	private final Drain drain = new Drain();

	private boolean closed;

	private @Nullable Long unreadable;

	private boolean skipping;

	PartitionWork(InFlight inFlight, PartitionLetters letters) {
		this.inFlight = inFlight;
		this.letters = letters;
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
			KeyQueue queue = queue(record.key(), ready);
			queue.tasks().add(new Task(record, this.frontier.read(record)));
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

	/** Apply a mark of this partition's dead-letter records that was read. */
	synchronized void read(DeadLetterMark mark) {
		this.letters.read(mark);
	}

	/** Apply a mark of this partition's dead-letter records that was written. */
	synchronized void written(DeadLetterMark mark) {
		this.letters.written(mark);
	}

	/** Note that all existing dead-letter records have been read. */
	synchronized void caughtUp() {
		this.letters.caughtUp();
	}

	/**
	 * Start with dead-letter records to redrive.
	 * @return the queues that were idle before
	 */
	synchronized List<KeyQueue> ready() {
		List<KeyQueue> ready = new ArrayList<>();
		if (!this.closed) {
			this.letters.ready().forEach((@Nullable RecordKey key) -> queue(key, ready));
		}
		return ready;
	}

	/**
	 * Start the first tasks of a queue.
	 * @param queue a queue that no other worker has
	 * @param limit maximum number of tasks
	 * @return one task that must be handled alone, or as many as there are; none if there
	 * is nothing left to do
	 */
	synchronized Claim begin(KeyQueue queue, int limit) {
		if (this.closed) {
			return new Claim(queue, List.of());
		}
		queue.rest(false);
		SourceLetters source = this.letters.of(queue.key());
		Task first = (source != null) ? first(queue, source) : queue.live();
		if (first == null) {
			this.queues.remove(queue.key());
			return new Claim(queue, List.of());
		}
		if (!this.drain.allows(first)) {
			leave(queue);
			return new Claim(queue, List.of());
		}
		return begin(queue,
				(limit == 1 || source != null || first.isAlone()) ? List.of(first) : queue.together(limit, this.drain));
	}

	private Claim begin(KeyQueue queue, List<Task> tasks) {
		this.running++;
		Task last = tasks.get(tasks.size() - 1);
		if (last.letter() == null) {
			this.drain.begun(last);
		}
		return new Claim(queue, tasks);
	}

	private void leave(KeyQueue queue) {
		this.drain.leave(queue.offset());
		notifyAll();
	}

	/**
	 * Live events that must not overtake a dead-letter record are parked before the next
	 * such record is handled, so that they do not pile up here.
	 */
	private @Nullable Task first(KeyQueue queue, SourceLetters source) {
		DeadLetterMark behind = source.holdingBack();
		Task redrive = queue.redrive(source.next());
		if (redrive != null && (behind == null || redrive.isLoaded())) {
			return redrive;
		}
		while (source.contains(queue.offset())) {
			drop(queue);
		}
		Task live = queue.live();
		if (live == null) {
			return redrive;
		}
		if (behind != null && live.position().offset() > behind.origin().offset()) {
			live.park(behind);
		}
		return live;
	}

	private void drop(KeyQueue queue) {
		Task task = queue.tasks().remove();
		settle(1, done(task));
	}

	private int done(Task task) {
		task.done();
		if (task.isUnkept()) {
			this.unkept--;
		}
		return task.record().size();
	}

	/** Whether the first task of a queue must be handled alone. */
	synchronized boolean isAlone(KeyQueue queue) {
		return this.letters.of(queue.key()) != null || queue.isAlone();
	}

	/**
	 * Return started tasks that are not complete to the front of their queue.
	 * @param queue the queue
	 * @param resting whether they wait for a retry
	 */
	synchronized void suspended(KeyQueue queue, boolean resting) {
		this.running--;
		queue.rest(resting);
		if (resting && this.drain.isStarted()) {
			leave(queue);
		}
		notifyAll();
	}

	/**
	 * Note that a task could not be written to the dead-letter topic, which is retried.
	 */
	synchronized void notKept(Task task) {
		if (!task.isUnkept() && task.letter() == null) {
			task.unkept();
			this.unkept++;
		}
	}

	/**
	 * Number of records that wait because they could not be written to the dead-letter
	 * topic.
	 */
	synchronized int unkept() {
		return this.unkept;
	}

	/** Number of dead-letter records that are neither resolved nor skipped. */
	synchronized int openLetters() {
		return this.letters.open();
	}

	/** Number of parked sources. */
	synchronized int parked() {
		return this.letters.parked();
	}

	/**
	 * Complete the first tasks of a queue.
	 * @param claim the tasks
	 * @return whether there is more to do in this queue
	 */
	synchronized boolean done(Claim claim) {
		KeyQueue queue = claim.queue();
		this.running--;
		if (claim.first().letter() != null) {
			queue.redriven();
		}
		else {
			doneLive(claim);
		}
		if (this.drain.isStarted()) {
			notifyAll();
		}
		SourceLetters source = this.letters.of(queue.key());
		if (queue.tasks().isEmpty() && (source == null || source.next() == null)) {
			this.queues.remove(queue.key());
			return false;
		}
		return true;
	}

	private void doneLive(Claim claim) {
		long bytes = 0;
		for (Task task : claim.tasks()) {
			claim.queue().tasks().remove();
			bytes += done(task);
		}
		settle(claim.tasks().size(), bytes);
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

	/**
	 * Append time of the lowest unfinished record.
	 * @return the time; {@code null} without such a record
	 */
	synchronized @Nullable Instant oldest() {
		return (this.frontier != null) ? this.frontier.oldest() : null;
	}

	/** Number of records read from the lowest unfinished one on. */
	synchronized int uncommitted() {
		return (this.frontier != null) ? this.frontier.span() : 0;
	}

	/** Note that the next record cannot be read. */
	synchronized void unreadableAt(long offset) {
		add(new LogBatch(List.of(), offset));
		this.unreadable = offset;
		this.skipping = false;
	}

	/** Offset of the unreadable record that the partition waits at. */
	synchronized @Nullable Long unreadable() {
		return this.unreadable;
	}

	/**
	 * Have the unreadable record skipped.
	 * @return whether it is at this offset
	 */
	synchronized boolean skip(long offset) {
		boolean there = this.unreadable != null && this.unreadable == offset;
		this.skipping = this.skipping || there;
		return there;
	}

	/** Offset of the unreadable record if it is to be skipped. */
	synchronized @Nullable Long skipping() {
		return this.skipping ? this.unreadable : null;
	}

	/** Pass the unreadable record, which counts as complete. */
	synchronized void skipped(long offset) {
		this.unreadable = null;
		this.skipping = false;
		add(new LogBatch(List.of(), offset + 1));
	}

	synchronized int waiting() {
		return this.waiting;
	}

	/**
	 * Start only records below those that have started.
	 */
	synchronized void drain() {
		this.drain.start();
		this.queues.values().stream().filter(KeyQueue::isResting).forEach((queue) -> this.drain.leave(queue.offset()));
	}

	/**
	 * Start nothing more.
	 */
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
			for (long left = deadline - System.nanoTime(); !isIdle() && left > 0; left = deadline - System.nanoTime()) {
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
		return isIdle();
	}

	private boolean isIdle() {
		return this.running == 0 && (this.closed || this.frontier == null || this.drain.isOver(this.frontier.next()));
	}

}
