package io.github.dualstream.harness.history;

import java.util.Map;

/**
 * Counters of a process's notifications at one moment.
 *
 * @param sent number of sent notifications
 * @param unknown number of notifications with an unknown outcome
 * @param dropped number of dropped notifications, by reason
 */
public record NotificationCounts(long sent, long unknown, Map<String, Long> dropped) {

	public NotificationCounts {
		dropped = Map.copyOf(dropped);
	}

	/**
	 * Adds up all outcomes.
	 * @return number of notifications with an outcome
	 */
	public long total() {
		return this.sent + this.unknown + this.dropped.values().stream().mapToLong(Long::longValue).sum();
	}

}
