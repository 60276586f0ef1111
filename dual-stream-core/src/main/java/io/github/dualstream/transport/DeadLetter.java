package io.github.dualstream.transport;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import io.github.dualstream.Position;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an entry that a group could not handle. What it holds was written by
 * others and may be anything.
 *
 * @param position where it lies among the dead letters
 * @param origin where it comes from
 * @param group the group that gave it up
 * @param key its key, as in {@link LogEntry#key()}
 * @param eventId id of the event; {@code null} if the entry does not hold one
 * @param eventType type of the event; {@code null} if the entry does not hold one
 * @param attempts how often a handler got it before
 * @param exception name of the class of the cause
 * @param cause the beginning of the message of the cause
 * @param keptAt when it was put to the dead letters
 */
public record DeadLetter(Position position, Position origin, String group, @Nullable String key,
		@Nullable String eventId, @Nullable String eventType, int attempts, String exception, String cause,
		Instant keptAt) {

	/**
	 * The source that it is of.
	 * @return the key as text; {@code null} if it has none
	 */
	public @Nullable String sourceId() {
		return (this.key != null) ? new String(this.key.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
				: null;
	}

	/**
	 * The mark of this letter.
	 * @return what answers refer to
	 */
	public DeadLetterMark mark() {
		return new DeadLetterMark(DeadLetterMark.Kind.LETTER, this.position, this.position, this.origin, this.key);
	}

}
