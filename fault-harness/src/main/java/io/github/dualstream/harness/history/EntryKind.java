package io.github.dualstream.harness.history;

/**
 * Kind of a history entry.
 */
public enum EntryKind {

	/** A publish was called. */
	INVOKE,

	/** A publish was acknowledged. */
	OK,

	/** A publish failed for certain: the event is not in the log. */
	FAIL,

	/** A publish failed, and the event may be in the log. */
	UNKNOWN,

	/** A client began to follow a source. */
	FOLLOW,

	/** A consumer or a client received a record. */
	DELIVERED,

	/** A consumer completed a record. */
	FINISHED,

	/** A consumer's committed offset was read. */
	COMMITTED,

	/** A client received a reset. */
	RESET

}
