package io.github.dualstream.consumer.replay;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Snapshot of a replay since it was last started.
 *
 * @param group the consumer group
 * @param state state of the replay
 * @param done number of offsets that are processed
 * @param total number of offsets from its start to the end offsets as of its start; 0
 * until that is known
 * @param left estimated time for the rest; {@code null} without an estimate
 */
public record ReplayStatus(String group, State state, long done, long total, @Nullable Duration left) {

	/**
	 * Progress of the replay.
	 * @return progress in percent, from 0 to 100
	 */
	public int percent() {
		if (this.state == State.COMPLETED) {
			return 100;
		}
		return (this.total > 0) ? (int) (100 * this.done / this.total) : 0;
	}

	/** State of a replay. */
	public enum State {

		/** Not started yet, or stopped; it resumes where it stopped. */
		STOPPED,
		/** Running towards the end offsets. */
		RUNNING,
		/** Everything up to the end offsets has been handled. */
		COMPLETED

	}

}
