package io.github.dualstream.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Times in which the machine did not run this process: its threads were due and were not
 * given a processor, as happens for parts of a second on machines that are shared. A test
 * with a time limit checks here before it fails.
 * <p>
 * One thread per processor sleeps for 5 ms at a time and notes when it wakes more than 20
 * ms late; a pause of this JVM for its garbage looks the same. Safe for use by several
 * threads.
 */
public final class MachineStalls implements AutoCloseable {

	private static final long NAP_MILLIS = 5;

	private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

	private final List<Stall> stalls = new ArrayList<>();

	private final List<Thread> watchers = new ArrayList<>();

	/** Last wake-up of each watcher, by {@link System#nanoTime()}. */
	private final long[] awake;

	private MachineStalls(int processors) {
		this.awake = new long[processors];
		Arrays.fill(this.awake, System.nanoTime());
		for (int i = 0; i < processors; i++) {
			int watcher = i;
			this.watchers.add(new Thread(() -> watch(watcher), "machine-stalls-" + i));
		}
	}

	/**
	 * Starts to watch.
	 * @return a recorder of stalls from now on, to be closed
	 */
	public static MachineStalls watch() {
		MachineStalls stalls = new MachineStalls(Runtime.getRuntime().availableProcessors());
		stalls.watchers.forEach((watcher) -> {
			watcher.setDaemon(true);
			watcher.start();
		});
		return stalls;
	}

	/**
	 * Returns the total time of stalls in a period, which must begin after
	 * {@link #watch()}. Simultaneous stalls of several processors count once.
	 * @param from begin of the period, by {@link System#nanoTime()}
	 * @param to end of the period, which is awaited if it lies in the future
	 * @return the sum of the stalls, 0 if there were none
	 * @throws IllegalStateException when the calling thread is interrupted, or all is
	 * closed
	 */
	public synchronized Duration between(long from, long to) {
		awaitWatchers(to);
		long known = from;
		long total = 0;
		for (Stall stall : this.stalls.stream().sorted(Comparator.comparingLong(Stall::from)).toList()) {
			long begin = Math.max(stall.from(), known);
			long end = Math.min(stall.to(), to);
			if (end > begin) {
				total += end - begin;
				known = end;
			}
		}
		return Duration.ofNanos(total);
	}

	@Override
	public synchronized void close() {
		this.watchers.forEach(Thread::interrupt);
		this.watchers.clear();
		notifyAll();
	}

	/**
	 * Waits for the watchers: the caller may be running again before the watchers that
	 * noticed the stall.
	 */
	private synchronized void awaitWatchers(long time) {
		while (Arrays.stream(this.awake).anyMatch((last) -> last < time)) {
			if (this.watchers.isEmpty()) {
				throw new IllegalStateException("The recorder is closed: call between() before close()");
			}
			try {
				wait();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException("Interrupted while waiting for the watchers", ex);
			}
		}
	}

	private void watch(int watcher) {
		try {
			while (true) {
				long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(NAP_MILLIS);
				Thread.sleep(NAP_MILLIS);
				wake(watcher, due, System.nanoTime());
			}
		}
		catch (InterruptedException ex) {
			// closed
		}
	}

	private synchronized void wake(int watcher, long due, long now) {
		if (now - due >= LEAST_NANOS) {
			this.stalls.add(new Stall(due, now));
		}
		this.awake[watcher] = now;
		notifyAll();
	}

	private record Stall(long from, long to) {

	}

}
