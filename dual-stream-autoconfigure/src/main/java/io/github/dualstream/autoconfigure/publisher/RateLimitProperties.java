package io.github.dualstream.autoconfigure.publisher;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.PropertyRules;
import org.jspecify.annotations.Nullable;

/**
 * Configuration properties of the rate limit of publishes. A publish above the limit
 * waits for up to {@code dual-stream.publisher.max-block} and is then rejected.
 *
 * @param permitsPerSecond Maximum sustained number of events per second that this process
 * may publish. No limit by default.
 * @param burst Maximum number of events that may be published at once. By default the
 * number of permits per second.
 */
record RateLimitProperties(@Nullable Double permitsPerSecond, @Nullable Integer burst) {

	private static final String PREFIX = "dual-stream.publisher.rate-limit.";

	private static final double MAX_PERMITS = 10_000_000;

	RateLimitProperties {
		if (permitsPerSecond != null && !(permitsPerSecond > 0 && permitsPerSecond <= MAX_PERMITS)) {
			throw new InvalidPropertyException(PREFIX + "permits-per-second", permitsPerSecond, "is not a valid rate",
					"Set it above 0, to 10000000 at the most, or leave it out.");
		}
		if (burst != null) {
			PropertyRules.requireAtLeast(PREFIX + "burst", 1, burst);
			if (permitsPerSecond == null) {
				throw new InvalidPropertyException(PREFIX + "burst", burst,
						"is set without " + PREFIX + "permits-per-second", "Set both.");
			}
		}
	}

	int burstOrDefault(double permits) {
		return (this.burst != null) ? this.burst : (int) Math.ceil(permits);
	}

}
