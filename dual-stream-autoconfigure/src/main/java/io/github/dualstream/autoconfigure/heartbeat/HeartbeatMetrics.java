package io.github.dualstream.autoconfigure.heartbeat;

import java.time.Duration;

import io.github.dualstream.heartbeat.HeartbeatListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Times the heartbeats of this service.
 */
final class HeartbeatMetrics implements HeartbeatListener {

	private final Timer acknowledged;

	private final Timer heard;

	/**
	 * Create the meters.
	 * @param registry where they are registered
	 */
	HeartbeatMetrics(MeterRegistry registry) {
		this.acknowledged = timer(registry, "log");
		this.heard = timer(registry, "bus");
	}

	private static Timer timer(MeterRegistry registry, String path) {
		return Timer.builder("dual.stream.heartbeat.round.trip")
			.description("From the publish of a heartbeat to its acknowledgement (log) or its notification (bus)")
			.tag("path", path)
			.register(registry);
	}

	@Override
	public void acknowledged(Duration roundTrip) {
		this.acknowledged.record(roundTrip);
	}

	@Override
	public void heard(Duration roundTrip) {
		this.heard.record(roundTrip);
	}

}
