package io.github.dualstream.feed.web;

/**
 * Kind of a read by a client.
 */
public enum ReadKind {

	/** Stream or subscription of ids, types and positions. */
	LIGHT,

	/** Stream or subscription of whole events, with their data. */
	FULL,

	/** Query of the history: whole events, with their data. */
	QUERY

}
