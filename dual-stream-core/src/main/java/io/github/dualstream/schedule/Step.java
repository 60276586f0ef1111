package io.github.dualstream.schedule;

/**
 * Work that a thread repeats.
 */
@FunctionalInterface
public interface Step {

	/**
	 * Do one piece of the work.
	 * @throws InterruptedException if the thread was interrupted, which ends it only if
	 * it was asked to end
	 */
	void run() throws InterruptedException;

}
