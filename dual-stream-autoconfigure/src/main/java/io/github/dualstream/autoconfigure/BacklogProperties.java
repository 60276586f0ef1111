package io.github.dualstream.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The backlog of the publisher: how often it is looked at, and which load is which level.
 * The load is the share of the producer's buffer that is in use, or of
 * {@code dual-stream.publisher.max-block} that a publish takes in the mean, whichever is
 * more.
 *
 * @param interval time between two looks
 * @param elevated load from which on the level is "elevated"
 * @param high load from which on the level is "high"
 * @param critical load from which on the level is "critical"
 */
public record BacklogProperties(@DefaultValue("1s") Duration interval, @DefaultValue("0.25") double elevated,
		@DefaultValue("0.5") double high, @DefaultValue("0.8") double critical) {

	private static final String PREFIX = "dual-stream.publisher.backlog.";

	public BacklogProperties {
		PropertyRules.requirePositive(PREFIX + "interval", interval);
		requireBetween("elevated", elevated, 0, high, "high");
		requireBetween("high", high, elevated, critical, "critical");
		if (!(critical <= 1)) {
			throw new InvalidPropertyException(PREFIX + "critical", critical, "is more than a load can be",
					"Set it to 1 or less.");
		}
	}

	private static void requireBetween(String name, double value, double lower, double upper, String upperName) {
		if (!(value > lower && value < upper)) {
			throw new InvalidPropertyException(PREFIX + name, value,
					"is not between " + lower + " and " + PREFIX + upperName + " (" + upper + ")",
					"Levels need loads that rise: elevated, high, critical.");
		}
	}

}
