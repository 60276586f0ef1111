package io.github.dualstream.transport;

/**
 * Opens readers of a log. Thread-safe.
 */
@FunctionalInterface
public interface LogReaders {

	/**
	 * Open a reader. Does not wait for the log.
	 * @return the reader, to be closed
	 */
	LogReader open();

}
