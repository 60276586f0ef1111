package io.github.dualstream.outbox;

/**
 * What becomes of rows whose events the log has acknowledged.
 */
public enum CompletionMode {

	/** They are deleted. */
	DELETE,

	/**
	 * They move to the table {@code dual_stream_outbox_archive}, with the position of
	 * their events, and are deleted there after a while. Costs a second write of each
	 * row.
	 */
	ARCHIVE

}
