package io.github.dualstream.autoconfigure.schedule;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.dualstream.autoconfigure.health.ProbeHealthIndicator;
import io.github.dualstream.schedule.ThreadStatus;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.PrintableText;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Health of the long-lived threads: degraded while one of them fails. It is not down,
 * since the thread continues by itself.
 */
final class ThreadsHealthIndicator implements HealthIndicator {

	private final Threads threads;

	/**
	 * Create the indicator.
	 * @param threads threads of the application
	 */
	ThreadsHealthIndicator(Threads threads) {
		this.threads = threads;
	}

	@Override
	public Health health() {
		Map<String, String> failing = new LinkedHashMap<>();
		for (ThreadStatus status : this.threads.status()) {
			Throwable cause = status.cause();
			if (cause != null) {
				failing.put(status.name(), PrintableText.ofInnermostCause(cause));
			}
		}
		return failing.isEmpty() ? Health.up().build()
				: Health.status(ProbeHealthIndicator.DEGRADED).withDetails(failing).build();
	}

}
