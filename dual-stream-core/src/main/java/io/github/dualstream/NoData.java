package io.github.dualstream;

/**
 * Absence of event data: that of a tombstone, whose record has no value, so that a
 * compacted topic deletes the earlier events of the source.
 */
public enum NoData {

	/** The only instance. */
	INSTANCE

}
