package io.github.dualstream.benchmarks.consume;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

import io.github.dualstream.benchmarks.workload.Order;
import io.github.dualstream.benchmarks.workload.Orders;

/**
 * The handler that all contenders call: it takes its time, and watches the order of each
 * source. Thread-safe.
 */
public final class Handling {

	private static final int NUMBER_AT = Orders.SOURCE_ID_PREFIX.length();

	private final AtomicLong startedAt = new AtomicLong();

	private final AtomicInteger handled = new AtomicInteger();

	private final AtomicInteger outOfOrder = new AtomicInteger();

	private final AtomicLongArray nextOffsets = new AtomicLongArray(Orders.SOURCES);

	private final CountDownLatch done = new CountDownLatch(1);

	private final int records;

	private final long nanos;

	/**
	 * Create a handler.
	 * @param records how many records it is to get
	 * @param millis how long it takes for each
	 */
	public Handling(int records, int millis) {
		this.records = records;
		this.nanos = TimeUnit.MILLISECONDS.toNanos(millis);
	}

	/** Takes what was read, so that nobody can do without reading it. */
	void read(Order order) {
		if (order.number() < 0) {
			throw new IllegalStateException("no such order");
		}
	}

	/**
	 * Handle a record.
	 * @param sourceId its source
	 * @param offset its place among the records of the source
	 */
	public void handle(String sourceId, long offset) {
		if (this.startedAt.get() == 0) {
			this.startedAt.compareAndSet(0, System.nanoTime());
		}
		if (this.nanos > 0) {
			sleep();
		}
		int source = Integer.parseInt(sourceId, NUMBER_AT, sourceId.length(), 10);
		if (offset < this.nextOffsets.get(source)) {
			this.outOfOrder.incrementAndGet();
		}
		this.nextOffsets.set(source, offset + 1);
		if (this.handled.incrementAndGet() == this.records) {
			this.done.countDown();
		}
	}

	private void sleep() {
		long deadline = System.nanoTime() + this.nanos;
		for (long left = this.nanos; left > 0; left = deadline - System.nanoTime()) {
			LockSupport.parkNanos(left);
		}
	}

	/**
	 * Wait until as many were handled as there are.
	 * @param timeout for how long at most
	 */
	public void await(Duration timeout) throws InterruptedException {
		if (!this.done.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
			throw new IllegalStateException(
					this.handled.get() + " of " + this.records + " records were handled within " + timeout);
		}
	}

	/**
	 * Fail where a record was handled twice, or before an earlier one of its source.
	 */
	public void check() {
		if (this.handled.get() != this.records || this.outOfOrder.get() > 0) {
			throw new IllegalStateException("Of " + this.records + " records, " + this.handled.get() + " were handled, "
					+ this.outOfOrder.get() + " of them out of order");
		}
	}

	/**
	 * How many records were handled so far.
	 * @return the number
	 */
	public int handled() {
		return this.handled.get();
	}

	/**
	 * How many records were handled after a later one of their source.
	 * @return the number
	 */
	public int outOfOrder() {
		return this.outOfOrder.get();
	}

	/**
	 * When the first record came.
	 * @return the moment, by {@link System#nanoTime()}
	 */
	public long startedAt() {
		return this.startedAt.get();
	}

}
