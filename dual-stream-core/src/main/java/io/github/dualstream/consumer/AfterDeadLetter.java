package io.github.dualstream.consumer;

/**
 * Handling of a source after one of its events was sent to the dead-letter topic.
 */
public enum AfterDeadLetter {

	/**
	 * Its next events are handled. Nothing waits; an event that is redriven later is
	 * handled after events that followed it.
	 */
	GO_ON,

	/**
	 * Its next events are sent to the dead-letter topic as well, in order, until the
	 * first of them is redriven successfully or skipped; then the others are handled in
	 * order, and the source continues. This keeps the order of a source. In return, the
	 * source is parked until somebody acts, and a partition is not started before its
	 * dead-letter records have been read. Other sources are not delayed.
	 */
	PARK

}
