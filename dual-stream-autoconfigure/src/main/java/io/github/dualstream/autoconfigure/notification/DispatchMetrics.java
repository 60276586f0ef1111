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
 * Counts what becomes of notifications. Every counter is there from the start, so that a
 * dashboard shows zero rather than nothing.
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
	 * @param registry where they are registered
	 */
	DispatchMetrics(MeterRegistry registry) {
		this.sent = counter(registry, "sent", "none");
		this.unknown = counter(registry, "unknown", "timeout");
		for (DropReason reason : DropReason.values()) {
			this.dropped.put(reason, counter(registry, "dropped", reason.tag()));
		}
		this.latency = Timer.builder("dual.stream.redis.latency")
			.description("From the log's acknowledgement of an event to its notification being sent")
			.register(registry);
		Gauge.builder("dual.stream.redis.drop.ratio", this.dropRatio, DropRatio::value)
			.description("Notifications dropped / accepted over the last minute, 0 when idle")
			.register(registry);
	}

	private static Counter counter(MeterRegistry registry, String outcome, String reason) {
		return Counter.builder(NOTIFICATIONS)
			.description("Accepted notifications by what became of them")
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
