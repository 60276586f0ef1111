package io.github.dualstream.test.history;

import java.util.Map;

/**
 * The counters of a process's notifications at one moment.
 *
 * @param sent how many were sent
 * @param unknown of how many nobody knows
 * @param dropped how many were dropped, by reason
 */
public record NotificationCounts(long sent, long unknown, Map<String, Long> dropped) {

	public NotificationCounts {
		dropped = Map.copyOf(dropped);
	}

	/**
	 * Adds up all outcomes.
	 * @return of how many notifications the outcome is counted
	 */
	public long total() {
		return this.sent + this.unknown + this.dropped.values().stream().mapToLong(Long::longValue).sum();
	}

}
