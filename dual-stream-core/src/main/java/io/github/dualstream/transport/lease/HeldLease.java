package io.github.dualstream.transport.lease;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Lease that this member holds, until it is lost. Renewals and commits exclude each
 * other, since a renewal may change the token. Thread-safe.
 */
final class HeldLease {

	private final LongSupplier nanoTime;

	private volatile Lease lease;

	private volatile long validUntil;

	private volatile boolean lost;

	/**
	 * Create the lease.
	 * @param lease the lease
	 * @param validUntil time at which it expires without a renewal, by the given clock
	 * @param nanoTime clock like {@link System#nanoTime()}
	 */
	HeldLease(Lease lease, long validUntil, LongSupplier nanoTime) {
		this.lease = lease;
		this.validUntil = validUntil;
		this.nanoTime = nanoTime;
	}

	Lease lease() {
		return this.lease;
	}

	/** Whether the lease is held, as far as this process knows. */
	boolean isValid() {
		return !this.lost && this.nanoTime.getAsLong() - this.validUntil < 0;
	}

	void lose() {
		this.lost = true;
	}

	synchronized void renew(LeaseStore store, Duration duration) {
		if (!isValid()) {
			return;
		}
		// before the store's clock starts to count
		long now = this.nanoTime.getAsLong();
		Lease renewed = store.renew(this.lease, duration);
		if (renewed == null) {
			this.lost = true;
			return;
		}
		this.lease = renewed;
		this.validUntil = now + duration.toNanos();
	}

	/**
	 * Commit with the lease.
	 * @param action commits, and returns whether the log accepts the lease
	 * @return {@code false} if the lease is lost
	 */
	synchronized boolean commit(Predicate<Lease> action) {
		if (!isValid()) {
			return false;
		}
		if (!action.test(this.lease)) {
			this.lost = true;
			return false;
		}
		return true;
	}

}
