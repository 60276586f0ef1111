package io.github.dualstream.test.history;

/**
 * What an entry of a history says.
 */
public enum EntryKind {

	/** A publish was called. */
	INVOKE,

	/** It was acknowledged. */
	OK,

	/** It failed for certain: the event is not in the log. */
	FAIL,

	/** It failed, and the event may be in the log. */
	UNKNOWN,

	/** A client began to follow a source. */
	FOLLOW,

	/** A consumer or a client was handed a record. */
	DELIVERED,

	/** A consumer was done with a record. */
	FINISHED,

	/** A consumer's committed offset was read. */
	COMMITTED,

	/** A client was told that it must reload. */
	RESET

}
