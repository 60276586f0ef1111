package io.github.dualstream.consumer;

import java.time.Duration;

import io.github.dualstream.transport.PrintableText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Outage of a resource that all handlers of a group need. While it lasts, one event at a
 * time probes whether it is over; the others wait. Thread-safe.
 */
final class Outage {

	private static final Logger logger = LoggerFactory.getLogger(Outage.class);

	private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);

	private static final Duration MAX_BACKOFF = Duration.ofSeconds(5);

	private final String group;

	private volatile @Nullable String reason;

	private Duration backoff = FIRST_BACKOFF;

	private long retryAt;

	Outage(String group) {
		this.group = group;
	}

	/**
	 * Reason of the outage.
	 * @return {@code null} without one
	 */
	@Nullable String reason() {
		return this.reason;
	}

	/**
	 * Ask whether a handler may be called.
	 * @return time to wait before asking again; zero to try now
	 */
	Duration delay() {
		return (this.reason != null) ? delay(System.nanoTime()) : Duration.ZERO;
	}

	private synchronized Duration delay(long now) {
		if (this.reason == null) {
			return Duration.ZERO;
		}
		if (now - this.retryAt < 0) {
			return Duration.ofNanos(this.retryAt - now);
		}
		// the others wait for what this one finds out
		this.retryAt = now + this.backoff.toNanos();
		return Duration.ZERO;
	}

	synchronized void failed(Throwable failure) {
		String cause = PrintableText.ofInnermostCause(failure);
		if (this.reason == null) {
			logger.warn("Group '{}' pauses and retries until handling is possible again: {}: {}", this.group,
					failure.getMessage(), cause);
			this.backoff = FIRST_BACKOFF;
		}
		else {
			this.backoff = (this.backoff.compareTo(MAX_BACKOFF.dividedBy(2)) > 0) ? MAX_BACKOFF
					: this.backoff.multipliedBy(2);
		}
		this.reason = failure.getMessage() + ": " + cause;
		this.retryAt = System.nanoTime() + this.backoff.toNanos();
	}

	void succeeded() {
		if (this.reason != null) {
			end();
		}
	}

	private synchronized void end() {
		if (this.reason != null) {
			this.reason = null;
			logger.warn("Group '{}' has resumed handling events", this.group);
		}
	}

}
