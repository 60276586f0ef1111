package io.github.dualstream.benchmarks.run;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls at a fixed rate, whatever the calls take: one that comes too late because the
 * ones before it took too long is due when it should have been made, so that they count
 * for it too. How late the system wakes a sleeping thread does not count.
 *
 * @param perSecond how many calls
 */
public record FixedRate(int perSecond) {

	/**
	 * Make calls on this thread.
	 * @param calls how many
	 * @param call the call
	 */
	public void run(int calls, Call call) {
		long interval = TimeUnit.SECONDS.toNanos(1) / this.perSecond;
		long first = System.nanoTime();
		for (int i = 0; i < calls; i++) {
			call.make(i, awaitTurn(first + i * interval));
		}
	}

	/** When the call is due. */
	private static long awaitTurn(long scheduled) {
		long now = System.nanoTime();
		if (now - scheduled >= 0) {
			return scheduled;
		}
		while (now - scheduled < 0) {
			LockSupport.parkNanos(scheduled - now);
			now = System.nanoTime();
		}
		return now;
	}

	/**
	 * A call that is made at the rate.
	 */
	@FunctionalInterface
	public interface Call {

		/**
		 * Make the call.
		 * @param number its number, from 0
		 * @param due when it is due, in {@link System#nanoTime()}
		 */
		void make(int number, long due);

	}

}
