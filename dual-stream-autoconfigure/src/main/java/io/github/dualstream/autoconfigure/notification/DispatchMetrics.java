package io.github.dualstream.autoconfigure.notification;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import io.github.dualstream.publisher.DispatchListener;
import io.github.dualstream.publisher.DropReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Meters of the outcomes of notifications. All counters exist from the start, so that a
 * dashboard shows zero rather than no value.
 */
final class DispatchMetrics implements DispatchListener {

	private static final String NOTIFICATIONS = "dual.stream.redis.notifications";

	private final Counter sent;

	private final Counter unknown;

	private final Map<DropReason, Counter> dropped = new EnumMap<>(DropReason.class);

	private final Timer latency;

	private final DropRatio dropRatio = new DropRatio();

	/**
	 * Create the meters.
	 * @param registry registry of the meters
	 */
	DispatchMetrics(MeterRegistry registry) {
		this.sent = counter(registry, "sent", "none");
		this.unknown = counter(registry, "unknown", "timeout");
		for (DropReason reason : DropReason.values()) {
			this.dropped.put(reason, counter(registry, "dropped", reason.tag()));
		}
		this.latency = Timer.builder("dual.stream.redis.latency")
			.description("Time from the log's acknowledgement of an event to the sending of its notification")
			.register(registry);
		Gauge.builder("dual.stream.redis.drop.ratio", this.dropRatio, DropRatio::value)
			.description("Ratio of dropped to accepted notifications over the last minute, 0 when idle")
			.register(registry);
	}

	private static Counter counter(MeterRegistry registry, String outcome, String reason) {
		return Counter.builder(NOTIFICATIONS)
			.description("Number of accepted notifications; each of them has exactly one outcome")
			.tag("outcome", outcome)
			.tag("reason", reason)
			.register(registry);
	}

	@Override
	public void accepted() {
		this.dropRatio.accepted();
	}

	@Override
	public void sent(Duration sinceAcknowledgement) {
		this.sent.increment();
		this.latency.record(sinceAcknowledgement);
	}

	@Override
	@SuppressWarnings("NullAway") // there is a counter for every reason
	public void dropped(DropReason reason, int count) {
		this.dropped.get(reason).increment(count);
		this.dropRatio.dropped(count);
	}

	@Override
	public void unknown(int count) {
		this.unknown.increment(count);
	}

}
