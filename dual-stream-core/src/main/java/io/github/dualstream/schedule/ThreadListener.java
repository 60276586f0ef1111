package io.github.dualstream.schedule;

/**
 * Listener of the library's threads. Called by the thread that failed; its exceptions are
 * ignored.
 */
@FunctionalInterface
public interface ThreadListener {

	/** Listener that does nothing. */
	ThreadListener NONE = (thread, failure) -> {
	};

	/**
	 * Called when a thread, or a task of an executor, has failed. The thread continues.
	 * @param thread name of the thread or of the executor
	 * @param failure the exception or error
	 */
	void failed(String thread, Throwable failure);

}
