package io.github.dualstream.transport;

import java.util.Collection;
import java.util.Set;

/**
 * Store of the events that a group has processed, with a retention. Thread-safe.
 */
public interface ProcessedEvents {

	/**
	 * Process those events that the group has not processed before, and store their ids
	 * if that succeeds.
	 * @param group the group
	 * @param eventIds ids of events
	 * @param processing callback that processes them; called at most once, and not at all
	 * if there is none
	 * @throws ProcessedEventsUnavailableException if the store does not answer or no
	 * transaction can be started; nothing was processed
	 * @throws Exception the failure of the processing; then no ids are stored
	 */
	void process(String group, Collection<String> eventIds, Processing processing) throws Exception;

	/**
	 * Callback that processes events.
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
