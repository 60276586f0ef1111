package io.github.dualstream.consumer.deadletter;

import java.time.Instant;

import io.github.dualstream.Position;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.RecordKey;
import org.jspecify.annotations.Nullable;

/**
 * Description of a dead-letter record: a record that a group could not handle. Its
 * content comes from other applications and may be anything.
 *
 * @param position position in the dead-letter topic
 * @param origin original position
 * @param group group whose handler failed
 * @param key key, as in {@link LogRecord#key()}
 * @param eventId id of the event; {@code null} if the record is not an event
 * @param eventType type of the event; {@code null} if the record is not an event
 * @param attempts number of attempts of the handler
 * @param exception class name of the cause
 * @param cause beginning of the cause's message
 * @param keptAt time at which it was written to the dead-letter topic
 */
public record DeadLetter(Position position, Position origin, String group, @Nullable RecordKey key,
		@Nullable String eventId, @Nullable String eventType, int attempts, String exception, String cause,
		Instant keptAt) {

	/**
	 * Source id of the record.
	 * @return the key as text; {@code null} if it has none
	 */
	public @Nullable String sourceId() {
		return (this.key != null) ? this.key.toString() : null;
	}

	/**
	 * Mark of this record.
	 * @return the mark that answers refer to
	 */
	public DeadLetterMark mark() {
		return new DeadLetterMark(DeadLetterMark.Kind.LETTER, this.position, this.position, this.origin, this.key);
	}

}
