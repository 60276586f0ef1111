package io.github.dualstream.outbox;

import java.time.Duration;

import io.github.dualstream.Source;
import io.github.dualstream.codec.EncodedEvent;

/**
 * Committed row of the outbox that waits to be sent.
 *
 * @param number number in the order of its source
 * @param slot slot of its source
 * @param encoded the event
 * @param age time since it was stored, as of its read, by the database's clock
 * @param readAt time of the read, by {@link System#nanoTime()}
 */
public record PendingEvent(long number, int slot, EncodedEvent encoded, Duration age, long readAt) {

	Source source() {
		return this.encoded.event().source();
	}

	String eventId() {
		return this.encoded.event().id();
	}

	/**
	 * Time since it was stored.
	 */
	Duration ageNow() {
		return this.age.plusNanos(System.nanoTime() - this.readAt);
	}

}
