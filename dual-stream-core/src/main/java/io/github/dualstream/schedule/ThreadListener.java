package io.github.dualstream.schedule;

/**
 * Listener of the library's threads. Called by the thread that failed; what it throws is
 * ignored.
 */
@FunctionalInterface
public interface ThreadListener {

	/** Listener that does nothing. */
	ThreadListener NONE = (thread, failure) -> {
	};

	/**
	 * A thread, or a task of an executor, has thrown. The thread goes on.
	 * @param thread name of the thread or of the executor
	 * @param failure what was thrown
	 */
	void failed(String thread, Throwable failure);

}
