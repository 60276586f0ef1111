package io.github.dualstream.transport;

/**
 * What becomes of the events of a topic in time.
 */
public enum CleanupPolicy {

	/** They are deleted when their retention ends. */
	DELETE,

	/**
	 * Of each key the newest stays, for ever; the older ones go. The history of a source
	 * is then its newest event.
	 */
	COMPACT,

	/** Of each key the newest stays, until its retention ends. */
	COMPACT_AND_DELETE

}
