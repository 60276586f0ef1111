package io.github.dualstream.publisher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.github.dualstream.Source;

/**
 * Queue that holds the newest notification of each source, at the place of the source's
 * oldest one, so that a busy source cannot postpone itself indefinitely.
 */
final class ConflatingQueue implements NotificationQueue {

	private final int capacity;

	private final Map<Source, PendingNotification> queue = new LinkedHashMap<>();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition notEmpty = this.lock.newCondition();

	ConflatingQueue(int capacity) {
		this.capacity = capacity;
	}

	@Override
	public Offer offer(PendingNotification notification) {
		Source source = notification.notification().source();
		this.lock.lock();
		try {
			if (this.queue.replace(source, notification) != null) {
				return Offer.REPLACED;
			}
			if (this.queue.size() == this.capacity) {
				return Offer.FULL;
			}
			this.queue.put(source, notification);
			this.notEmpty.signal();
			return Offer.ADDED;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public List<PendingNotification> take(int max, Duration wait) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			long remaining = wait.toNanos();
			while (this.queue.isEmpty() && remaining > 0) {
				remaining = this.notEmpty.awaitNanos(remaining);
			}
			return removeOldest(max);
		}
		finally {
			this.lock.unlock();
		}
	}

	private List<PendingNotification> removeOldest(int max) {
		List<PendingNotification> batch = new ArrayList<>(Math.min(max, this.queue.size()));
		Iterator<PendingNotification> oldest = this.queue.values().iterator();
		while (oldest.hasNext() && batch.size() < max) {
			batch.add(oldest.next());
			oldest.remove();
		}
		return batch;
	}

	@Override
	public int size() {
		this.lock.lock();
		try {
			return this.queue.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public int clear() {
		this.lock.lock();
		try {
			int size = this.queue.size();
			this.queue.clear();
			return size;
		}
		finally {
			this.lock.unlock();
		}
	}

}
