package io.github.dualstream.publisher;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what became of notifications.
 */
class OutcomeCounter implements DispatchListener {

	final AtomicLong accepted = new AtomicLong();

	final AtomicLong sent = new AtomicLong();

	final AtomicLong unknown = new AtomicLong();

	private final Map<DropReason, AtomicLong> dropped = new ConcurrentHashMap<>();

	@Override
	public void accepted() {
		this.accepted.incrementAndGet();
	}

	@Override
	public void sent(Duration sinceAcknowledgement) {
		this.sent.incrementAndGet();
	}

	@Override
	public void dropped(DropReason reason, int count) {
		this.dropped.computeIfAbsent(reason, (key) -> new AtomicLong()).addAndGet(count);
	}

	@Override
	public void unknown(int count) {
		this.unknown.addAndGet(count);
	}

	long dropped(DropReason reason) {
		AtomicLong count = this.dropped.get(reason);
		return (count != null) ? count.get() : 0;
	}

	long ended() {
		return this.sent.get() + this.unknown.get() + this.dropped.values().stream().mapToLong(AtomicLong::get).sum();
	}

	@Override
	public String toString() {
		return "accepted " + this.accepted + ", sent " + this.sent + ", unknown " + this.unknown + ", dropped "
				+ this.dropped;
	}

}
