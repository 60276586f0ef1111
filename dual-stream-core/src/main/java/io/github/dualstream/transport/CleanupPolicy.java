package io.github.dualstream.transport;

/**
 * Cleanup policy of a topic.
 */
public enum CleanupPolicy {

	/** Events are deleted when their retention ends. */
	DELETE,

	/**
	 * The newest event of each key is kept without end; older ones are deleted. The
	 * history of a source is then its newest event.
	 */
	COMPACT,

	/** The newest event of each key is kept until its retention ends. */
	COMPACT_AND_DELETE

}
