package io.github.dualstream.outbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

import io.github.dualstream.Source;
import org.jspecify.annotations.Nullable;

/**
 * In-flight events of one source. The next one is sent when the log has acknowledged the
 * one before it: despite failures, retries and other relays, an event is never in the log
 * before its predecessor.
 */
final class Lane {

	private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);

	final Source source;

	final Queue<PendingEvent> waiting = new ArrayDeque<>();

	@Nullable PendingEvent inFlight;

	/** Failures while the log accepted other events. */
	int attempts;

	/** Acknowledgements of other events before the last failure; -1 without a failure. */
	long acknowledgedBefore = -1;

	private Duration backoff = Duration.ZERO;

	long retryAt;

	Lane(Source source) {
		this.source = source;
	}

	/** Whether its first event failed and has not been acknowledged since. */
	boolean hasFailed() {
		return this.acknowledgedBefore >= 0;
	}

	boolean isEmpty() {
		return this.inFlight == null && this.waiting.isEmpty();
	}

	void failed(long acknowledged, Duration maxBackoff) {
		if (this.acknowledgedBefore >= 0 && acknowledged > this.acknowledgedBefore) {
			this.attempts++;
		}
		this.acknowledgedBefore = acknowledged;
		this.backoff = this.backoff.isZero() ? FIRST_BACKOFF : this.backoff.multipliedBy(2);
		if (this.backoff.compareTo(maxBackoff) > 0) {
			this.backoff = maxBackoff;
		}
		this.retryAt = System.nanoTime() + this.backoff.toNanos();
	}

	void succeeded() {
		this.attempts = 0;
		this.acknowledgedBefore = -1;
		this.backoff = Duration.ZERO;
	}

}
