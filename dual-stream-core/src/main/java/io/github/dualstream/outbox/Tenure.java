package io.github.dualstream.outbox;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Period of a relay's registration, from joining the registry until its lease expires or
 * it leaves. Several live relays share the slots equally. For one thread, except for
 * {@link #slots()}.
 */
final class Tenure {

	private static final int RENEWALS_PER_LEASE = 5;

	private final RelayRegistry registry;

	private final Duration lease;

	private final long epoch;

	private volatile Set<Integer> slots = Set.of();

	private final Set<Integer> surplus = new HashSet<>();

	private long validUntil;

	private long renewAt;

	private Tenure(RelayRegistry registry, Duration lease, long epoch, long joinedAt) {
		this.registry = registry;
		this.lease = lease;
		this.epoch = epoch;
		this.validUntil = joinedAt + lease.toNanos();
		this.renewAt = joinedAt;
	}

	static Tenure begin(RelayRegistry registry, String name, Duration lease) {
		// before the database's clock starts to count
		long now = System.nanoTime();
		return new Tenure(registry, lease, registry.join(name, lease), now);
	}

	long epoch() {
		return this.epoch;
	}

	/** Slots to read from. */
	Set<Integer> slots() {
		return this.slots;
	}

	/** Whether this process has renewed the lease in time, as far as it knows. */
	boolean isValid() {
		return System.nanoTime() - this.validUntil < 0;
	}

	long untilRenewal(long now) {
		return this.renewAt - now;
	}

	/**
	 * Renew the lease and claim or release slots, so that all relays have equal shares.
	 * @return {@code false} if the lease had expired
	 */
	boolean renew(Lanes lanes) {
		long now = System.nanoTime();
		if (!this.registry.renew(this.epoch, this.lease)) {
			return false;
		}
		this.validUntil = now + this.lease.toNanos();
		this.renewAt = now + this.lease.dividedBy(RENEWALS_PER_LEASE).toNanos();
		int live = Math.max(1, this.registry.countLive());
		share((RelayRegistry.SLOTS + live - 1) / live, lanes);
		return true;
	}

	private void share(int fair, Lanes lanes) {
		Set<Integer> mine = this.registry.slotsOf(this.epoch);
		if (mine.size() < fair) {
			this.registry.claim(this.epoch, fair - mine.size());
			mine = this.registry.slotsOf(this.epoch);
		}
		this.surplus.clear();
		mine.stream().sorted().skip(fair).forEach(this.surplus::add);
		this.slots = mine.stream()
			.filter((slot) -> !this.surplus.contains(slot))
			.collect(Collectors.toUnmodifiableSet());
		giveBack(lanes);
	}

	/** Release only slots without events in flight, which would be sent a second time. */
	private void giveBack(Lanes lanes) {
		if (this.surplus.isEmpty()) {
			return;
		}
		lanes.drop(this.surplus);
		List<Integer> idle = this.surplus.stream().filter(lanes::isIdle).toList();
		this.registry.release(this.epoch, idle);
	}

	void leave() {
		this.registry.leave(this.epoch);
	}

}
