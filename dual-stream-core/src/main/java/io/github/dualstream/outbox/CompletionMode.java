package io.github.dualstream.outbox;

/**
 * Handling of rows whose events the log has acknowledged.
 */
public enum CompletionMode {

	/** Rows are deleted. */
	DELETE,

	/**
	 * Rows are moved to the table {@code dual_stream_outbox_archive}, with the position
	 * of their events, and are deleted there after their retention. Requires a second
	 * write of each row.
	 */
	ARCHIVE

}
