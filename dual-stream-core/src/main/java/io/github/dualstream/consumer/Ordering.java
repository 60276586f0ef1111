package io.github.dualstream.consumer;

/**
 * Order in which a group handles the events of a partition.
 */
public enum Ordering {

	/**
	 * Events of a source are handled one at a time, in the order of the log. So are all
	 * records without a key.
	 */
	SOURCE,

	/**
	 * Events are handled as soon as there is room, whatever their source: a slow or
	 * failing event delays no other. For handlers that do not depend on the order, and
	 * for records without a key, which would be handled one at a time otherwise. Offsets
	 * are committed as with any order: below the lowest unfinished record.
	 */
	NONE

}
