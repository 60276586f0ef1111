package io.github.dualstream.autoconfigure.outbox;

import java.time.Duration;

import io.github.dualstream.outbox.Outbox;

import org.springframework.boot.health.contributor.Health;

/**
 * Health of an outbox, for tests of the relay.
 */
public final class OutboxHealth {

	private OutboxHealth() {
	}

	/**
	 * Return the health of an outbox whose events may wait for a minute.
	 * @param outbox the outbox
	 * @return its health
	 */
	public static Health of(Outbox outbox) {
		return new OutboxHealthIndicator(outbox, Duration.ofMinutes(1)).health();
	}

}
