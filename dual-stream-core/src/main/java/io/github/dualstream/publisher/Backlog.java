package io.github.dualstream.publisher;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Counts publishes in flight, from the call to the log's answer. Thread-safe; cheap
 * enough to be called for each of them.
 */
public final class Backlog {

	private final LongAdder started = new LongAdder();

	private final LongAdder ended = new LongAdder();

	private final LongAdder nanos = new LongAdder();

	/**
	 * Publish that represents all in flight: the first one that began while there was
	 * none. All others began later, or before the previous one was answered.
	 */
	private final AtomicReference<@Nullable Start> witness = new AtomicReference<>();

	private final LongSupplier nanoTime;

	private volatile long witnessedUntil;

	/**
	 * Create a backlog with no publishes.
	 */
	public Backlog() {
		this(System::nanoTime);
	}

	Backlog(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	Start start() {
		this.started.increment();
		Start start = new Start(this.nanoTime.getAsLong());
		if (this.witness.get() == null) {
			this.witness.compareAndSet(null, start);
		}
		return start;
	}

	void end(Start start) {
		long now = this.nanoTime.getAsLong();
		this.nanos.add(now - start.nanoTime);
		this.ended.increment();
		if (this.witness.get() == start) {
			this.witnessedUntil = now;
			this.witness.set(null);
		}
	}

	/**
	 * Time for which publishes have been in flight, by their starts; at most the age of
	 * the oldest one. Publishes that began before a witness was answered count from that
	 * answer.
	 */
	long waitingNanos(long now) {
		if (inFlight() == 0) {
			return 0;
		}
		Start start = this.witness.get();
		return Math.max(0, now - ((start != null) ? start.nanoTime : this.witnessedUntil));
	}

	/**
	 * Number of publishes that the log has not answered yet.
	 * @return the current number, approximate under load
	 */
	public long inFlight() {
		// in this order, so that it is never below zero
		long ended = this.ended.sum();
		return this.started.sum() - ended;
	}

	/** Whether nothing was ever published. */
	boolean isUntouched() {
		return this.started.sum() == 0;
	}

	/** Number of publishes that the log has answered so far. */
	long ended() {
		return this.ended.sum();
	}

	/** Total time of those. */
	long nanos() {
		return this.nanos.sum();
	}

	/** One publish; distinguishable from others that began at the same time. */
	static final class Start {

		private final long nanoTime;

		private Start(long nanoTime) {
			this.nanoTime = nanoTime;
		}

	}

}
