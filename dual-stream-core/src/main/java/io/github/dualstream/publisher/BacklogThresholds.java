package io.github.dualstream.publisher;

import java.time.Duration;

/**
 * Thresholds of the backlog's levels, by load.
 *
 * @param elevated load for {@link BacklogLevel#ELEVATED}, above 0
 * @param high load for {@link BacklogLevel#HIGH}, above the former
 * @param critical load for {@link BacklogLevel#CRITICAL}, above the former
 * @param maxLatency mean latency of a publish that counts as a load of 1
 */
public record BacklogThresholds(double elevated, double high, double critical, Duration maxLatency) {

	BacklogLevel levelOf(double load) {
		if (load >= this.critical) {
			return BacklogLevel.CRITICAL;
		}
		if (load >= this.high) {
			return BacklogLevel.HIGH;
		}
		return (load >= this.elevated) ? BacklogLevel.ELEVATED : BacklogLevel.NORMAL;
	}

}
