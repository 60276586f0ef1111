package io.github.dualstream;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What became of each event of a batch.
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

	static BatchResult await(List<Event> events, List<CompletableFuture<PublishResult>> pending) {
		List<PublishOutcome> outcomes = new ArrayList<>(events.size());
		for (int i = 0; i < events.size(); i++) {
			outcomes.add(PublishOutcome.await(events.get(i), pending.get(i)));
		}
		return new BatchResult(outcomes);
	}

}
