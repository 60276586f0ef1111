package io.github.dualstream.autoconfigure.heartbeat;

import io.github.dualstream.autoconfigure.health.ProbeHealthIndicator;
import io.github.dualstream.heartbeat.HeartbeatLevel;
import io.github.dualstream.heartbeat.HeartbeatMonitor;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Health of the watched services. Missing heartbeats degrade this service, but do not
 * take it down.
 */
final class HeartbeatHealthIndicator implements HealthIndicator {

	private final HeartbeatMonitor monitor;

	/**
	 * Create the indicator.
	 * @param monitor monitor of the heartbeats
	 */
	HeartbeatHealthIndicator(HeartbeatMonitor monitor) {
		this.monitor = monitor;
	}

	@Override
	public Health health() {
		Health.Builder health = new Health.Builder().up();
		this.monitor.pulses().forEach((service, pulse) -> {
			health.withDetail(service, pulse.level());
			if (pulse.level().compareTo(HeartbeatLevel.ERROR) >= 0) {
				health.status(ProbeHealthIndicator.DEGRADED);
			}
		});
		return health.build();
	}

}
