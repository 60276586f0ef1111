package io.github.dualstream.harness.history;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Invariant G, first half: notifications accepted = sent + dropped (by reason) + unknown.
 */
public final class NotificationAccounting {

	private static final Set<String> REASONS = Set.of("queue_full", "conflated", "circuit_open", "expired",
			"redis_error", "shutdown");

	private NotificationAccounting() {
	}

	/**
	 * Checks the invariant.
	 * @param acknowledged number of acknowledged publishes of one process, each of which
	 * has one notification
	 * @param samples samples of its counters in order of time; the last one with an empty
	 * queue
	 * @return the violations; none means that the invariant holds
	 */
	public static List<Violation> check(long acknowledged, List<NotificationCounts> samples) {
		List<Violation> violations = new ArrayList<>();
		if (samples.isEmpty()) {
			violations.add(new Violation('G', "no sample of the counters"));
			return violations;
		}
		for (int i = 1; i < samples.size(); i++) {
			requireGrowth(samples.get(i - 1), samples.get(i), violations);
		}
		NotificationCounts last = samples.get(samples.size() - 1);
		Set<String> unexplained = new HashSet<>(last.dropped().keySet());
		unexplained.removeAll(REASONS);
		if (!unexplained.isEmpty()) {
			violations.add(new Violation('G', "dropped for reasons that do not exist: " + unexplained));
		}
		if (last.total() != acknowledged) {
			violations.add(new Violation('G', acknowledged + " publishes were acknowledged but " + last.total()
					+ " notifications are accounted for: " + last));
		}
		return violations;
	}

	private static void requireGrowth(NotificationCounts before, NotificationCounts after, List<Violation> violations) {
		boolean shrunk = after.sent() < before.sent() || after.unknown() < before.unknown()
				|| before.dropped()
					.entrySet()
					.stream()
					.anyMatch((reason) -> after.dropped().getOrDefault(reason.getKey(), 0L) < reason.getValue());
		if (shrunk) {
			violations.add(new Violation('G', "a counter went back, from " + before + " to " + after));
		}
	}

}
