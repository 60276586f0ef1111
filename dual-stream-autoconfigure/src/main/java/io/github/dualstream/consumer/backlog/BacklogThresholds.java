package io.github.dualstream.consumer.backlog;

import java.time.Duration;

/**
 * From where on a backlog is not normal: by the number of records or by the age of the
 * oldest of them, whichever is reached first.
 *
 * @param warningLag records, for {@link BacklogLevel#WARNING}
 * @param criticalLag records, for {@link BacklogLevel#CRITICAL}
 * @param warningAge age, for {@link BacklogLevel#WARNING}
 * @param criticalAge age, for {@link BacklogLevel#CRITICAL}
 */
public record BacklogThresholds(long warningLag, long criticalLag, Duration warningAge, Duration criticalAge) {

	/**
	 * Create thresholds.
	 * @throws IllegalArgumentException if something is critical that is no warning yet
	 */
	public BacklogThresholds {
		if (warningLag < 1 || criticalLag < warningLag || warningAge.isNegative()
				|| criticalAge.compareTo(warningAge) < 0) {
			throw new IllegalArgumentException("critical thresholds must not be below those of a warning");
		}
	}

	BacklogLevel levelOf(long lag, Duration age) {
		if (lag >= this.criticalLag || age.compareTo(this.criticalAge) >= 0) {
			return BacklogLevel.CRITICAL;
		}
		return (lag >= this.warningLag || age.compareTo(this.warningAge) >= 0) ? BacklogLevel.WARNING
				: BacklogLevel.NORMAL;
	}

}
