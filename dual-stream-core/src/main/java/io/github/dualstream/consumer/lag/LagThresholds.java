package io.github.dualstream.consumer.lag;

import java.time.Duration;

/**
 * Thresholds of a consumer's lag: by the number of records or by the age of the oldest of
 * them, whichever is reached first.
 *
 * @param warningRecords number of records for {@link LagLevel#WARNING}
 * @param criticalRecords number of records for {@link LagLevel#CRITICAL}
 * @param warningAge age for {@link LagLevel#WARNING}
 * @param criticalAge age for {@link LagLevel#CRITICAL}
 */
public record LagThresholds(long warningRecords, long criticalRecords, Duration warningAge, Duration criticalAge) {

	/**
	 * Create thresholds.
	 * @throws IllegalArgumentException if a critical threshold is below that of a warning
	 */
	public LagThresholds {
		if (warningRecords < 1 || criticalRecords < warningRecords || warningAge.isNegative()
				|| criticalAge.compareTo(warningAge) < 0) {
			throw new IllegalArgumentException("critical thresholds must not be below those of a warning");
		}
	}

	LagLevel levelOf(long records, Duration age) {
		if (records >= this.criticalRecords || age.compareTo(this.criticalAge) >= 0) {
			return LagLevel.CRITICAL;
		}
		return (records >= this.warningRecords || age.compareTo(this.warningAge) >= 0) ? LagLevel.WARNING
				: LagLevel.NORMAL;
	}

}
