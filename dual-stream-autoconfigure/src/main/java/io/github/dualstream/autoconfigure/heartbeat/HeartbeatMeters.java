package io.github.dualstream.autoconfigure.heartbeat;

import io.github.dualstream.heartbeat.HeartbeatMonitor;
import io.github.dualstream.heartbeat.Pulse;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of the watched services.
 */
final class HeartbeatMeters implements MeterBinder {

	private final HeartbeatMonitor monitor;

	/**
	 * Create the binder.
	 * @param monitor monitor of the heartbeats
	 */
	HeartbeatMeters(HeartbeatMonitor monitor) {
		this.monitor = monitor;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.monitor.pulses()
			.keySet()
			.forEach((service) -> Gauge
				.builder("dual.stream.heartbeat.missed", this.monitor, (monitor) -> missed(monitor, service))
				.description("Number of consecutive heartbeats that are missing from a watched service")
				.tag("service", service)
				.register(registry));
	}

	private static double missed(HeartbeatMonitor monitor, String service) {
		Pulse pulse = monitor.pulses().get(service);
		return (pulse != null) ? pulse.missed() : Double.NaN;
	}

}
