package io.github.dualstream.consumer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.dualstream.transport.LogBatch;
import io.github.dualstream.transport.LogEntry;
import org.jspecify.annotations.Nullable;

/**
 * What one assignment of one partition has brought and is not done yet. A later
 * assignment of the same partition is another object, so that nothing late counts for it.
 * Thread-safe.
 */
final class PartitionWork {

	private final Map<@Nullable String, KeyQueue> queues = new HashMap<>();

	private final InFlight inFlight;

	private @Nullable Frontier frontier;

	private int waiting;

	private long waitingBytes;

	private int running;

	private boolean closed;

	PartitionWork(InFlight inFlight) {
		this.inFlight = inFlight;
	}

	/**
	 * Take in what was read.
	 * @param batch the next entries of the partition
	 * @return the queues that had nothing to do before
	 */
	synchronized List<KeyQueue> add(LogBatch batch) {
		List<LogEntry> entries = batch.entries();
		List<KeyQueue> ready = new ArrayList<>();
		long bytes = 0;
		if (this.frontier == null) {
			this.frontier = new Frontier(entries.isEmpty() ? batch.next() : entries.get(0).position().offset());
		}
		for (LogEntry entry : entries) {
			KeyQueue queue = this.queues.computeIfAbsent(entry.key(), (key) -> new KeyQueue(this, key));
			if (queue.tasks().isEmpty()) {
				ready.add(queue);
			}
			queue.tasks().add(new Task(entry, this.frontier.read(entry)));
			bytes += entry.size();
		}
		this.frontier.readTo(batch.next());
		this.waiting += entries.size();
		this.waitingBytes += bytes;
		this.inFlight.add(entries.size(), bytes);
		return ready;
	}

	/**
	 * Begin with the first tasks of a queue.
	 * @param queue a queue that nobody else works on
	 * @param limit how many at the most
	 * @return one that must be done alone, or as many as there are
	 */
	synchronized Claim begin(KeyQueue queue, int limit) {
		if (this.closed) {
			return new Claim(queue, List.of());
		}
		this.running++;
		Task first = queue.tasks().element();
		return new Claim(queue, (limit == 1 || first.isAlone()) ? List.of(first) : together(queue, limit));
	}

	/** Whether the first task of a queue must be done alone. */
	synchronized boolean isAlone(KeyQueue queue) {
		return queue.tasks().element().isAlone();
	}

	private static List<Task> together(KeyQueue queue, int limit) {
		List<Task> tasks = new ArrayList<>(Math.min(limit, queue.tasks().size()));
		for (Iterator<Task> rest = queue.tasks().iterator(); rest.hasNext() && tasks.size() < limit;) {
			Task task = rest.next();
			if (task.isAlone()) {
				break;
			}
			tasks.add(task);
		}
		return tasks;
	}

	/** The tasks that were begun are not done; they remain the first of their queue. */
	synchronized void suspended() {
		this.running--;
		notifyAll();
	}

	/**
	 * The first tasks of a queue are done.
	 * @param claim the tasks
	 * @return whether there is more to do in this queue
	 */
	synchronized boolean done(Claim claim) {
		KeyQueue queue = claim.queue();
		this.running--;
		if (this.closed) {
			notifyAll();
		}
		long bytes = 0;
		for (Task task : claim.tasks()) {
			queue.tasks().remove();
			bytes += task.entry().size();
			task.mark().done();
		}
		settle(claim.tasks().size(), bytes);
		if (queue.tasks().isEmpty()) {
			this.queues.remove(queue.key());
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
	 * The lowest offset that is not done.
	 * @return the offset; {@code null} if nothing was read
	 */
	synchronized @Nullable Long next() {
		return (this.frontier != null) ? this.frontier.next() : null;
	}

	/**
	 * The lowest entry that is not done.
	 * @return when it was appended; {@code null} if all is done
	 */
	synchronized @Nullable Instant oldest() {
		return (this.frontier != null) ? this.frontier.oldest() : null;
	}

	/** How many entries were read from the lowest that is not done. */
	synchronized int uncommitted() {
		return (this.frontier != null) ? this.frontier.span() : 0;
	}

	synchronized int waiting() {
		return this.waiting;
	}

	/**
	 * Begin nothing more.
	 */
	synchronized void close() {
		this.closed = true;
	}

	synchronized boolean isClosed() {
		return this.closed;
	}

	/** What is not done will not be done here. */
	synchronized void discard() {
		settle(this.waiting, this.waitingBytes);
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
