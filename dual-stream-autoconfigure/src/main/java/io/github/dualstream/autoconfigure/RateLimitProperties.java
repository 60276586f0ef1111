package io.github.dualstream.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * How many events may be published. One beyond that waits for up to
 * {@code dual-stream.publisher.max-block} and is then refused.
 *
 * @param permitsPerSecond how many events per second may be published in the long run, by
 * this process; no limit where it is not set
 * @param burst how many may be published at once; as many as in a second where it is not
 * set
 */
public record RateLimitProperties(@Nullable Double permitsPerSecond, @Nullable Integer burst) {

	private static final String PREFIX = "dual-stream.publisher.rate-limit.";

	private static final double MAX_PERMITS = 10_000_000;

	public RateLimitProperties {
		if (permitsPerSecond != null && !(permitsPerSecond > 0 && permitsPerSecond <= MAX_PERMITS)) {
			throw new InvalidPropertyException(PREFIX + "permits-per-second", permitsPerSecond,
					"is not a rate that can be kept", "Set it above 0, to 10000000 at the most, or leave it out.");
		}
		if (burst != null) {
			PropertyRules.requireAtLeast(PREFIX + "burst", 1, burst);
			if (permitsPerSecond == null) {
				throw new InvalidPropertyException(PREFIX + "burst", burst,
						"is there without " + PREFIX + "permits-per-second", "Set both.");
			}
		}
	}

	/**
	 * Number of events that may be published at once.
	 * @param permits events per second
	 * @return the configured number, or as many as in a second
	 */
	public int burstOrDefault(double permits) {
		return (this.burst != null) ? this.burst : (int) Math.ceil(permits);
	}

}
