package io.github.dualstream.benchmarks.workload;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;

/**
 * What became of a service's notifications, by dual-stream's own meters. Thread-safe.
 */
public final class Notifications {

	private static final String METER = "dual.stream.redis.notifications";

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final MeterRegistry meters;

	private final AtomicLong expected = new AtomicLong();

	/**
	 * Look at them.
	 * @param meters the service's meters
	 */
	public Notifications(MeterRegistry meters) {
		this.meters = meters;
	}

	/**
	 * More of them are about to be.
	 * @param count how many
	 */
	public void expect(long count) {
		this.expected.addAndGet(count);
	}

	/**
	 * Wait until every expected one was sent, was dropped or is unknown.
	 */
	public void awaitEnded() {
		Awaitility.await("every notification has been sent or dropped")
			.atMost(TIMEOUT)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(2))
			.until(() -> sum(this.meters.get(METER).counters()) >= this.expected.get());
	}

	/**
	 * How many were sent.
	 * @return the number since the service started
	 */
	public long sent() {
		return sum(this.meters.get(METER).tag("outcome", "sent").counters());
	}

	private static long sum(Iterable<Counter> counters) {
		long sum = 0;
		for (Counter counter : counters) {
			sum += (long) counter.count();
		}
		return sum;
	}

}
