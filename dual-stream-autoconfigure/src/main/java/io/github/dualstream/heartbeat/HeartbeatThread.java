package io.github.dualstream.heartbeat;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A daemon thread that does one thing at an interval, from now on.
 */
final class HeartbeatThread {

	private HeartbeatThread() {
	}

	static ScheduledExecutorService schedule(String name, Runnable task, Duration interval) {
		ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor((run) -> {
			Thread thread = new Thread(run, name);
			thread.setDaemon(true);
			return thread;
		});
		var unused = scheduler.scheduleWithFixedDelay(task, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
		return scheduler;
	}

}
