package io.github.dualstream.transport.nats;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.github.dualstream.transport.AppendBuffer;

/**
 * Bytes of the records that were appended and are not acknowledged. Thread-safe.
 */
final class AppendWindow implements AppendBuffer {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition released = this.lock.newCondition();

	private final long capacity;

	private long used;

	AppendWindow(long capacity) {
		this.capacity = capacity;
	}

	/**
	 * Wait for room. A record that is larger than the window gets all of it.
	 * @return whether there was room in time
	 */
	boolean acquire(int bytes, Duration maxWait) throws InterruptedException {
		long left = maxWait.toNanos();
		this.lock.lockInterruptibly();
		try {
			while (this.used > 0 && this.used + bytes > this.capacity) {
				if (left <= 0) {
					return false;
				}
				left = this.released.awaitNanos(left);
			}
			this.used += bytes;
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	void release(int bytes) {
		this.lock.lock();
		try {
			this.used -= bytes;
			this.released.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Wait until nothing is left, at most so long. */
	void awaitEmpty(Duration maxWait) throws InterruptedException {
		long deadline = System.nanoTime() + maxWait.toNanos();
		this.lock.lockInterruptibly();
		try {
			while (this.used > 0 && deadline - System.nanoTime() > 0) {
				if (!this.released.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
					return;
				}
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public long usedBytes() {
		this.lock.lock();
		try {
			return this.used;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public long capacityBytes() {
		return this.capacity;
	}

}
