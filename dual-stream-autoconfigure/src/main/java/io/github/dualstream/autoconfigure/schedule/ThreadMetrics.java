package io.github.dualstream.autoconfigure.schedule;

import io.github.dualstream.schedule.ThreadListener;
import io.github.dualstream.schedule.ThreadStatus;
import io.github.dualstream.schedule.Threads;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Meters of long-lived threads: their failures, and the number of failing threads.
 */
final class ThreadMetrics implements ThreadListener {

	private final MeterRegistry registry;

	/**
	 * Create the meters.
	 * @param threads threads of the application
	 * @param registry registry of the meters
	 */
	ThreadMetrics(Threads threads, MeterRegistry registry) {
		this.registry = registry;
		Gauge
			.builder("dual.stream.threads.failing", threads,
					(all) -> all.status().stream().filter(ThreadStatus::isFailing).count())
			.description("Number of long-lived threads whose last attempt failed")
			.register(registry);
	}

	@Override
	public void failed(String thread, Throwable failure) {
		Counter.builder("dual.stream.threads.failures")
			.description("Number of failures of a long-lived thread, which continues after each")
			.tag("thread", thread)
			.register(this.registry)
			.increment();
	}

}
