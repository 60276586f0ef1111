package io.github.dualstream.autoconfigure.outbox;

import java.time.Duration;

import io.github.dualstream.outbox.PendingEvent;
import io.github.dualstream.outbox.RelayListener;
import io.github.dualstream.outbox.SentEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Meters of the outbox's relay.
 */
final class OutboxMetrics implements RelayListener {

	private final Timer lag;

	private final Counter sent;

	private final Counter retries;

	private final Counter gaveUp;

	/**
	 * Create the meters.
	 * @param registry registry of the meters
	 */
	OutboxMetrics(MeterRegistry registry) {
		this.lag = Timer.builder("dual.stream.outbox.lag")
			.description("Time from the storing of an event to the log's acknowledgement, by the database's clock")
			.register(registry);
		this.sent = Counter.builder("dual.stream.outbox.sent")
			.description("Number of events that this instance has sent from the outbox and the log has acknowledged")
			.register(registry);
		this.retries = Counter.builder("dual.stream.outbox.retries")
			.description("Number of attempts of this instance that failed and are retried")
			.register(registry);
		this.gaveUp = Counter.builder("dual.stream.outbox.given.up")
			.description("Number of events that this instance has marked as failed")
			.register(registry);
	}

	@Override
	public void sent(SentEvent event, Duration sinceStored) {
		this.sent.increment();
		this.lag.record(sinceStored);
	}

	@Override
	public void retrying(PendingEvent event, String cause) {
		this.retries.increment();
	}

	@Override
	public void gaveUp(PendingEvent event, String cause) {
		this.gaveUp.increment();
	}

}
