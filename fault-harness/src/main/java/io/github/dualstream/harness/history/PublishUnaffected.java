package io.github.dualstream.harness.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Invariant I: while Redis is failing, publishes succeed as before and take no longer.
 *
 * @param minRate minimum rate of acknowledgements, as a share of the healthy one
 * @param maxExtraTime maximum increase of the 99th percentile over the healthy one
 */
public record PublishUnaffected(double minRate, Duration maxExtraTime) {

	/**
	 * Checks the invariant.
	 * @param operations operations of all publishers
	 * @param healthy healthy phase of the same run
	 * @param troubled phase in which Redis was failing, and Kafka was not
	 * @return the violations; none means that the invariant holds
	 */
	public List<Violation> check(Collection<Operation> operations, Phase healthy, Phase troubled) {
		List<Violation> violations = new ArrayList<>();
		operations.stream()
			.filter((operation) -> troubled.contains(operation.invokedAt()) && !operation.isAcknowledged())
			.filter((operation) -> operation.outcome() != Outcome.PENDING)
			.forEach((operation) -> violations
				.add(new Violation('I', operation.describe() + " failed while " + troubled.name())));
		requireRate(healthy.rate(operations), troubled.rate(operations), troubled, violations);
		long extra = troubled.p99Nanos(operations) - healthy.p99Nanos(operations);
		if (extra > this.maxExtraTime.toNanos()) {
			violations.add(new Violation('I',
					"the 99th percentile of a publish was " + Duration.ofNanos(extra).toMillis() + " ms longer while "
							+ troubled.name() + ", more than " + this.maxExtraTime.toMillis() + " ms"));
		}
		return violations;
	}

	private void requireRate(double healthy, double rate, Phase troubled, List<Violation> violations) {
		if (healthy == 0) {
			violations.add(new Violation('I', "nothing was acknowledged while healthy, so nothing can be compared"));
		}
		else if (rate < this.minRate * healthy) {
			violations.add(new Violation('I', "%.0f of %.0f acknowledgements per second were left while %s"
				.formatted(rate, healthy, troubled.name())));
		}
	}

}
