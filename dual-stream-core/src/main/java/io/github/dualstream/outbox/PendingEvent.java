package io.github.dualstream.outbox;

import java.time.Duration;

import io.github.dualstream.Source;
import io.github.dualstream.transport.EncodedEvent;

/**
 * A committed row of the outbox that waits to be sent.
 *
 * @param number its place in the order of its source
 * @param slot which share of the sources it belongs to
 * @param encoded the event
 * @param age how long it had been stored when it was read, by the database's clock
 * @param readAt when it was read, in {@link System#nanoTime()}
 */
public record PendingEvent(long number, int slot, EncodedEvent encoded, Duration age, long readAt) {

	Source source() {
		return this.encoded.event().source();
	}

	String eventId() {
		return this.encoded.event().id();
	}

	/**
	 * How long it has been stored.
	 */
	Duration ageNow() {
		return this.age.plusNanos(System.nanoTime() - this.readAt);
	}

}
