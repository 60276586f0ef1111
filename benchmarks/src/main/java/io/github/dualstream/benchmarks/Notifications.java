package io.github.dualstream.benchmarks;

import java.time.Duration;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;

/**
 * What became of dual-stream's notifications, by its own meters.
 */
final class Notifications {

	private static final String METER = "dual.stream.redis.notifications";

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final MeterRegistry meters;

	Notifications(MeterRegistry meters) {
		this.meters = meters;
	}

	/** How many were sent, dropped or unknown since the start. */
	long ended() {
		return sum(this.meters.get(METER).counters());
	}

	long sent() {
		return sum(this.meters.get(METER).tag("outcome", "sent").counters());
	}

	void awaitEnded(long count) {
		Awaitility.await("every notification has been sent or dropped")
			.atMost(TIMEOUT)
			.pollInterval(Duration.ofMillis(5))
			.until(() -> ended() >= count);
	}

	private static long sum(Iterable<Counter> counters) {
		long sum = 0;
		for (Counter counter : counters) {
			sum += (long) counter.count();
		}
		return sum;
	}

}
