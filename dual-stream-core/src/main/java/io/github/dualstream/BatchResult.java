package io.github.dualstream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Outcome of each event of a batch.
 *
 * @param outcomes one outcome per event, in the order of the events
 */
public record BatchResult(List<PublishOutcome> outcomes) {

	public BatchResult {
		outcomes = List.copyOf(outcomes);
	}

	/**
	 * Whether the log acknowledged every event.
	 * @return {@code true} if there is no failure; also for an empty batch
	 */
	public boolean isSuccess() {
		return this.outcomes.stream().allMatch(PublishOutcome::isSuccess);
	}

	/**
	 * The acknowledgements.
	 * @return the results of the events that the log acknowledged, in order
	 */
	public List<PublishResult> results() {
		return this.outcomes.stream().filter(PublishOutcome::isSuccess).map(PublishOutcome::get).toList();
	}

	/**
	 * The outcomes without an acknowledgement.
	 * @return the failures, in order
	 */
	public List<PublishOutcome> failures() {
		return this.outcomes.stream().filter((outcome) -> !outcome.isSuccess()).toList();
	}

	/**
	 * Require that every event was published.
	 * @return the results of all events, in order
	 * @throws DualStreamException the first failure, with the others as its suppressed
	 * exceptions. Within a transaction, propagating it rolls back the stored events; an
	 * ignored result lets the transaction commit without the events that failed
	 */
	public List<PublishResult> orThrow() {
		List<PublishOutcome> failures = failures();
		if (failures.isEmpty()) {
			return results();
		}
		DualStreamException first = Objects.requireNonNull(failures.get(0).failure());
		suppressOthers(first, failures);
		throw first;
	}

	/** Once each, however often a failure is among them or this is called. */
	private static void suppressOthers(DualStreamException first, List<PublishOutcome> failures) {
		synchronized (first) {
			Set<Throwable> known = Collections.newSetFromMap(new IdentityHashMap<>());
			known.add(first);
			known.addAll(Arrays.asList(first.getSuppressed()));
			failures.stream()
				.map(PublishOutcome::failure)
				.filter(Objects::nonNull)
				.filter(known::add)
				.forEach(first::addSuppressed);
		}
	}

	/** Short, however many events there are. */
	@Override
	public String toString() {
		List<PublishOutcome> failures = failures();
		String text = "BatchResult[" + (this.outcomes.size() - failures.size()) + " of " + this.outcomes.size()
				+ " events published";
		return failures.isEmpty() ? text + "]" : text + ", first failure of event '" + failures.get(0).event().id()
				+ "': " + failures.get(0).failure() + "]";
	}

	static BatchResult await(List<Event> events, List<CompletableFuture<PublishResult>> pending) {
		List<PublishOutcome> outcomes = new ArrayList<>(events.size());
		for (int i = 0; i < events.size(); i++) {
			outcomes.add(PublishOutcome.await(events.get(i), pending.get(i)));
		}
		return new BatchResult(outcomes);
	}

}
