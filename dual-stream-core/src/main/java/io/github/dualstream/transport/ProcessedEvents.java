package io.github.dualstream.transport;

import java.util.Collection;
import java.util.Set;

/**
 * Remembers for a time which events a group has processed. Thread-safe.
 */
public interface ProcessedEvents {

	/**
	 * Process those events that the group has not processed before, and remember them if
	 * that succeeds.
	 * @param group the group
	 * @param eventIds ids of events
	 * @param processing processes them; called at most once, not at all if there is none
	 * @throws ProcessedEventsUnavailableException if the store does not answer or no
	 * transaction can be begun; nothing was processed
	 * @throws Exception failure of the processing; then nothing is remembered
	 */
	void process(String group, Collection<String> eventIds, Processing processing) throws Exception;

	/**
	 * Processes events.
	 */
	@FunctionalInterface
	interface Processing {

		/**
		 * Process events.
		 * @param eventIds ids of those that the group has not processed before
		 * @throws Exception if it failed
		 */
		void process(Set<String> eventIds) throws Exception;

	}

}
