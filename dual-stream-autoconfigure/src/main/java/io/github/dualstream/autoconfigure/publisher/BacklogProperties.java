package io.github.dualstream.autoconfigure.publisher;

import java.time.Duration;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.PropertyRules;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties of the publisher's backlog. The load is the share of the
 * producer's buffer that is in use, or of {@code dual-stream.publisher.max-block} that a
 * publish takes on average, whichever is more.
 *
 * @param interval Interval between two samples of the backlog.
 * @param elevated Load from which on the level is "elevated".
 * @param high Load from which on the level is "high".
 * @param critical Load from which on the level is "critical".
 */
record BacklogProperties(@DefaultValue("1s") Duration interval, @DefaultValue("0.25") double elevated,
		@DefaultValue("0.5") double high, @DefaultValue("0.8") double critical) {

	private static final String PREFIX = "dual-stream.publisher.backlog.";

	BacklogProperties {
		PropertyRules.requirePositive(PREFIX + "interval", interval);
		requireBetween("elevated", elevated, 0, high, "high");
		requireBetween("high", high, elevated, critical, "critical");
		if (!(critical <= 1)) {
			throw new InvalidPropertyException(PREFIX + "critical", critical, "is more than the maximum load",
					"Set it to 1 or less.");
		}
	}

	private static void requireBetween(String name, double value, double lower, double upper, String upperName) {
		if (!(value > lower && value < upper)) {
			throw new InvalidPropertyException(PREFIX + name, value,
					"is not between " + lower + " and " + PREFIX + upperName + " (" + upper + ")",
					"The loads must increase: elevated, high, critical.");
		}
	}

}
