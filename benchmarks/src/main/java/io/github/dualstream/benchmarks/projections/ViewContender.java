package io.github.dualstream.benchmarks.projections;

/**
 * A view of the topic in a table of PostgreSQL, with a row for each event.
 */
interface ViewContender extends AutoCloseable {

	/**
	 * Build the view from the beginning of the topic, beside the one that is there.
	 */
	void rebuild() throws InterruptedException;

	/**
	 * Delete the rows of earlier views, or wait until they are deleted.
	 */
	void discardEarlier();

	/**
	 * Table of the view.
	 * @return the table, which holds the rows of the last view at least
	 */
	OrderTable table();

	@Override
	void close();

}
