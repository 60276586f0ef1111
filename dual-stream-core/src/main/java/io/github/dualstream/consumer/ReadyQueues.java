package io.github.dualstream.consumer;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Queue of keys that have tasks, in FIFO order. One worker is woken at a time, and wakes
 * the next one if there are more keys: with quick handlers, few workers do everything,
 * and the others are not woken in vain. Thread-safe.
 */
final class ReadyQueues {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition notEmpty = this.lock.newCondition();

	private final Deque<KeyQueue> queues = new ArrayDeque<>();

	private int idle;

	private boolean waking;

	void add(KeyQueue queue) {
		this.lock.lock();
		try {
			this.queues.add(queue);
			wakeOne();
		}
		finally {
			this.lock.unlock();
		}
	}

	void addAll(Collection<KeyQueue> queues) {
		if (queues.isEmpty()) {
			return;
		}
		this.lock.lock();
		try {
			this.queues.addAll(queues);
			wakeOne();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Take the next key, waiting for one.
	 * @return the queue of the key
	 * @throws InterruptedException if interrupted while waiting
	 */
	KeyQueue take() throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			awaitNotEmpty();
			KeyQueue queue = this.queues.remove();
			wakeOne();
			return queue;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Take the next key, if there is one.
	 * @return the queue, or {@code null}
	 */
	@Nullable KeyQueue poll() {
		this.lock.lock();
		try {
			return this.queues.poll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Number of keys that wait for a worker. */
	int size() {
		this.lock.lock();
		try {
			return this.queues.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void awaitNotEmpty() throws InterruptedException {
		this.idle++;
		try {
			while (this.queues.isEmpty()) {
				this.notEmpty.await();
				this.waking = false;
			}
		}
		catch (InterruptedException ex) {
			this.waking = false;
			throw ex;
		}
		finally {
			this.idle--;
		}
	}

	private void wakeOne() {
		if (this.idle > 0 && !this.waking && !this.queues.isEmpty()) {
			this.waking = true;
			this.notEmpty.signal();
		}
	}

}
