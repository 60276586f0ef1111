package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Short-lived cache of failed waits, so that the next callers, such as the rest of a
 * batch, do not wait one after the other for the same failure. Thread-safe.
 */
final class RecentWaits {

	private static final long MEMORY = Duration.ofMillis(100).toNanos();

	private final Map<String, Failure> failures = new ConcurrentHashMap<>();

	void failed(String awaited, Throwable cause) {
		this.failures.put(awaited, new Failure(System.nanoTime(), cause));
	}

	@Nullable Throwable failureOf(String awaited) {
		Failure failure = this.failures.get(awaited);
		if (failure == null) {
			return null;
		}
		if (System.nanoTime() - failure.since() < MEMORY) {
			return failure.cause();
		}
		this.failures.remove(awaited, failure);
		return null;
	}

	private record Failure(long since, Throwable cause) {

	}

}
