package io.github.dualstream.feed.web;

/**
 * What a client gets of a source that it reads.
 */
public enum ReadKind {

	/** Stream or subscription of ids, types and positions. */
	LIGHT,

	/** Stream or subscription of whole events, with their data. */
	FULL,

	/** Query of the history: whole events, with their data. */
	QUERY

}
