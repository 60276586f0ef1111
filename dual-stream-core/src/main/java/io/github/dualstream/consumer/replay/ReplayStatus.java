package io.github.dualstream.consumer.replay;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Snapshot of a replay, since it was last started.
 *
 * @param group its group
 * @param state whether it runs
 * @param done offsets that are behind it
 * @param total offsets from where it started to the head as it was then; 0 until that is
 * known
 * @param left how long the rest takes at the pace so far; {@code null} while there is
 * none
 */
public record ReplayStatus(String group, State state, long done, long total, @Nullable Duration left) {

	/**
	 * How much of it is done.
	 * @return per cent, from 0 to 100
	 */
	public int percent() {
		if (this.state == State.COMPLETED) {
			return 100;
		}
		return (this.total > 0) ? (int) (100 * this.done / this.total) : 0;
	}

	/** Whether a replay runs. */
	public enum State {

		/** Not started yet, or stopped: it goes on where it was when it is started. */
		STOPPED,
		/** On its way to the head. */
		RUNNING,
		/** Everything up to the head has been handled. */
		COMPLETED

	}

}
