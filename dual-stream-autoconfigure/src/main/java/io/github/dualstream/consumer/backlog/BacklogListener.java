package io.github.dualstream.consumer.backlog;

/**
 * Told of each look at the backlog of a consumer. Must not block.
 */
@FunctionalInterface
public interface BacklogListener {

	/**
	 * The backlog was looked at.
	 * @param backlog what was found
	 * @param before how bad it was at the look before
	 */
	void measured(Backlog backlog, BacklogLevel before);

}
