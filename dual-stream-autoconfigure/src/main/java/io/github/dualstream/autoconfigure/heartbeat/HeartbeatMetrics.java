package io.github.dualstream.autoconfigure.heartbeat;

import java.time.Duration;

import io.github.dualstream.heartbeat.HeartbeatListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Meters of this service's heartbeats.
 */
final class HeartbeatMetrics implements HeartbeatListener {

	private final Timer acknowledged;

	private final Timer heard;

	/**
	 * Create the meters.
	 * @param registry registry of the meters
	 */
	HeartbeatMetrics(MeterRegistry registry) {
		this.acknowledged = timer(registry, "log");
		this.heard = timer(registry, "bus");
	}

	private static Timer timer(MeterRegistry registry, String path) {
		return Timer.builder("dual.stream.heartbeat.round.trip")
			.description("Time from the publish of a heartbeat to its acknowledgement (log) or its notification (bus)")
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
