package io.github.dualstream.consumer;

/**
 * What becomes of a source when one of its events has gone to the dead letters.
 */
public enum AfterDeadLetter {

	/**
	 * Its next events are handled. Nothing waits; an event that is redriven later is
	 * handled behind events that came after it.
	 */
	GO_ON,

	/**
	 * Its next events follow into the dead letters, in order, until the first of them is
	 * redriven with success or skipped; then the others are handled in order, and the
	 * source goes on. The order of a source is kept, at the cost of a source that stands
	 * still until somebody acts, and of a partition that is not begun before its dead
	 * letters have been read. Other sources are not held up.
	 */
	PARK

}
