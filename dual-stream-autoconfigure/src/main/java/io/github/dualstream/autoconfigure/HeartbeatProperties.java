package io.github.dualstream.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;

import io.github.dualstream.RejectedException;
import io.github.dualstream.Source;
import io.github.dualstream.heartbeat.HeartbeatSettings;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Heartbeats: events that prove the whole path works.
 *
 * @param send whether this service sends heartbeats under its
 * {@code spring.application.name}
 * @param watch names of the services whose heartbeats to watch
 * @param topic topic of the heartbeats
 * @param interval time between two beats; the same for those who send and those who watch
 * @param warningAfter how many missed beats are a warning
 * @param errorAfter how many missed beats are an error
 * @param criticalAfter how many missed beats are critical; a beat that is this late does
 * not count
 */
public record HeartbeatProperties(@DefaultValue("false") boolean send, @DefaultValue List<String> watch,
		@DefaultValue("heartbeats") String topic, @DefaultValue("10s") Duration interval,
		@DefaultValue("2") int warningAfter, @DefaultValue("3") int errorAfter, @DefaultValue("5") int criticalAfter) {

	private static final String PREFIX = "dual-stream.heartbeat.";

	public HeartbeatProperties {
		PropertyRules.requirePositive(PREFIX + "interval", interval);
		if (interval.toMillis() < 1) {
			throw new InvalidPropertyException(PREFIX + "interval", interval, "is less than a millisecond",
					"Set it to a duration such as 10s.");
		}
		PropertyRules.requireAtLeast(PREFIX + "warning-after", 1, warningAfter);
		PropertyRules.requireAtLeast(PREFIX + "error-after", warningAfter + 1L, errorAfter);
		PropertyRules.requireAtLeast(PREFIX + "critical-after", errorAfter + 1L, criticalAfter);
		watch = List.copyOf(new LinkedHashSet<>(watch));
		watch.forEach(HeartbeatProperties::requireName);
	}

	private static void requireName(String service) {
		try {
			Source unused = new Source(HeartbeatSettings.SOURCE_TYPE, service);
		}
		catch (RejectedException ex) {
			throw new InvalidPropertyException(PREFIX + "watch", service,
					"has a name that no service can have: " + ex.getMessage(),
					"Give the spring.application.name of the service.");
		}
	}

	/**
	 * Whether there is anything to do with heartbeats.
	 * @return {@code false} if none are sent or watched
	 */
	public boolean isUsed() {
		return this.send || !this.watch.isEmpty();
	}

}
