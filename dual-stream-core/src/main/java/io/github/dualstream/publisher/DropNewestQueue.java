package io.github.dualstream.publisher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Queue in order of acknowledgement that rejects new notifications when it is full.
 */
final class DropNewestQueue implements NotificationQueue {

	private final BlockingQueue<PendingNotification> queue;

	DropNewestQueue(int capacity) {
		this.queue = new ArrayBlockingQueue<>(capacity);
	}

	@Override
	public Offer offer(PendingNotification notification) {
		return this.queue.offer(notification) ? Offer.ADDED : Offer.FULL;
	}

	@Override
	public List<PendingNotification> take(int max, Duration wait) throws InterruptedException {
		PendingNotification first = this.queue.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
		if (first == null) {
			return List.of();
		}
		List<PendingNotification> batch = new ArrayList<>(Math.min(max, this.queue.size() + 1));
		batch.add(first);
		this.queue.drainTo(batch, max - 1);
		return batch;
	}

	@Override
	public int size() {
		return this.queue.size();
	}

	@Override
	public int clear() {
		return this.queue.drainTo(new ArrayList<>());
	}

}
