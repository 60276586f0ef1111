package io.github.dualstream.autoconfigure.heartbeat;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;

import io.github.dualstream.RejectedException;
import io.github.dualstream.Source;
import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.PropertyRules;
import io.github.dualstream.heartbeat.HeartbeatSettings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties of heartbeats, which verify the whole path.
 *
 * @param send Whether this service sends heartbeats under its
 * {@code spring.application.name}.
 * @param watch Names of the services whose heartbeats are monitored.
 * @param topic Topic of the heartbeats.
 * @param interval Interval between two heartbeats. Must be the same for senders and
 * monitors.
 * @param warningAfter Number of missed heartbeats that are a warning.
 * @param errorAfter Number of missed heartbeats that are an error.
 * @param criticalAfter Number of missed heartbeats that are critical. A heartbeat that is
 * this late does not count.
 */
@ConfigurationProperties("dual-stream.heartbeat")
record HeartbeatProperties(@DefaultValue("false") boolean send, @DefaultValue List<String> watch,
		@DefaultValue("heartbeats") String topic, @DefaultValue("10s") Duration interval,
		@DefaultValue("2") int warningAfter, @DefaultValue("3") int errorAfter, @DefaultValue("5") int criticalAfter) {

	private static final String PREFIX = "dual-stream.heartbeat.";

	HeartbeatProperties {
		PropertyRules.requirePositive(PREFIX + "interval", interval);
		if (interval.toMillis() < 1) {
			throw new InvalidPropertyException(PREFIX + "interval", interval, "is less than a millisecond",
					"Set it to a duration such as 10s.");
		}
		PropertyRules.requireAtLeast(PREFIX + "warning-after", 1, warningAfter);
		PropertyRules.requireAtLeast(PREFIX + "error-after", warningAfter + 1L, errorAfter);
		PropertyRules.requireAtLeast(PREFIX + "critical-after", errorAfter + 1L, criticalAfter);
		PropertyRules.requireTopicName(PREFIX + "topic", topic);
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

}
