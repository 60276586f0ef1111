package io.github.dualstream.consumer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.dualstream.transport.LogEntry;
import org.jspecify.annotations.Nullable;

/**
 * What one assignment of one partition has brought and is not done yet. A later
 * assignment of the same partition is another object, so that nothing late counts for it.
 * Thread-safe.
 */
final class PartitionWork {

	private final Map<@Nullable String, KeyQueue> queues = new HashMap<>();

	private @Nullable Frontier frontier;

	private int waiting;

	private long waitingBytes;

	private int running;

	private boolean closed;

	/**
	 * Take in what was read.
	 * @param entries the next entries of the partition
	 * @return the queues that had nothing to do before
	 */
	synchronized List<KeyQueue> add(Collection<LogEntry> entries) {
		List<KeyQueue> ready = new ArrayList<>();
		for (LogEntry entry : entries) {
			long offset = entry.position().offset();
			if (this.frontier == null) {
				this.frontier = new Frontier(offset);
			}
			KeyQueue queue = this.queues.computeIfAbsent(entry.key(), (key) -> new KeyQueue(this, key));
			if (queue.tasks().isEmpty()) {
				ready.add(queue);
			}
			queue.tasks().add(new Task(entry, this.frontier.read(offset)));
			this.waiting++;
			this.waitingBytes += entry.size();
		}
		return ready;
	}

	/**
	 * Begin with the first task of a queue.
	 * @param queue a queue that nobody else works on
	 * @return the task; {@code null} if the partition is not ours any more
	 */
	synchronized @Nullable Task begin(KeyQueue queue) {
		if (this.closed) {
			return null;
		}
		this.running++;
		return queue.tasks().element();
	}

	/** The task that was begun is not done; it remains the first of its queue. */
	synchronized void suspended() {
		this.running--;
		notifyAll();
	}

	/**
	 * The first task of a queue is done.
	 * @param queue the queue
	 * @return whether there is more to do in this queue
	 */
	synchronized boolean done(KeyQueue queue) {
		Task task = queue.tasks().remove();
		this.running--;
		this.waiting--;
		this.waitingBytes -= task.entry().size();
		if (this.frontier != null) {
			this.frontier.done(task.mark());
		}
		notifyAll();
		if (queue.tasks().isEmpty()) {
			this.queues.remove(queue.key());
			return false;
		}
		return true;
	}

	/**
	 * The lowest offset that is not done.
	 * @return the offset; {@code null} if nothing was read
	 */
	synchronized @Nullable Long next() {
		return (this.frontier != null) ? this.frontier.next() : null;
	}

	synchronized int waiting() {
		return this.waiting;
	}

	synchronized long waitingBytes() {
		return this.waitingBytes;
	}

	/**
	 * Begin nothing more.
	 */
	synchronized void close() {
		this.closed = true;
	}

	/**
	 * Wait for what has begun.
	 * @param deadline of {@link System#nanoTime()}
	 * @return whether it ended in time
	 */
	synchronized boolean awaitIdle(long deadline) {
		try {
			for (long left = deadline - System.nanoTime(); this.running > 0
					&& left > 0; left = deadline - System.nanoTime()) {
				TimeUnit.NANOSECONDS.timedWait(this, left);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return this.running == 0;
	}

}
