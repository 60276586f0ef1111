package io.github.dualstream.publisher;

/**
 * Policy for a full queue: notifications are accepted faster than the bus takes them.
 */
public enum OverflowPolicy {

	/**
	 * The queue keeps its notifications, in order; newer ones are dropped
	 * ({@code queue_full}). Cheapest. Subscribers see a run of notifications and then a
	 * gap.
	 */
	DROP_NEWEST,

	/**
	 * A newer notification replaces the waiting one of its source ({@code conflated}).
	 * Subscribers see fewer but the latest ones; each accepted notification costs a
	 * look-up. Notifications of further sources are dropped once the queue is full.
	 */
	CONFLATE

}
