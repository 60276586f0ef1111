package io.github.dualstream.autoconfigure.heartbeat;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.github.dualstream.autoconfigure.actuator.StatusContributor;
import io.github.dualstream.heartbeat.HeartbeatMonitor;
import io.github.dualstream.heartbeat.Pulse;

/**
 * Status of the watched services.
 */
final class HeartbeatStatus implements StatusContributor {

	private final HeartbeatMonitor monitor;

	/**
	 * Create the part.
	 * @param monitor monitor of the heartbeats
	 */
	HeartbeatStatus(HeartbeatMonitor monitor) {
		this.monitor = monitor;
	}

	@Override
	public String name() {
		return "heartbeats";
	}

	@Override
	public Object status() {
		Map<String, Object> services = new LinkedHashMap<>();
		this.monitor.pulses().forEach((service, pulse) -> services.put(service, describe(pulse)));
		return Map.of("upToDate", this.monitor.isSeeing(), "services", services);
	}

	private static Map<String, Object> describe(Pulse pulse) {
		Map<String, Object> description = new LinkedHashMap<>();
		description.put("level", pulse.level().name().toLowerCase(Locale.ROOT));
		description.put("missed", pulse.missed());
		description.put("lastBeat", (pulse.lastBeat() != null) ? pulse.lastBeat().toString() : "none");
		return description;
	}

}
