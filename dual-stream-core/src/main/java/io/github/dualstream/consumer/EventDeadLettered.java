package io.github.dualstream.consumer;

import io.github.dualstream.Position;
import io.github.dualstream.Source;
import org.jspecify.annotations.Nullable;

/**
 * Application event published after a record was written to the dead-letter topic. Those
 * of one instance are published in the order of the writes, on a thread of their own: a
 * listener may block. One can be lost, or occur twice, when an instance ends.
 *
 * @param group consumer group that could not handle the record
 * @param eventId id of the event; {@code null} if the record is unreadable as an event
 * @param eventType type of the event; {@code null} if the record is unreadable
 * @param source source of the event; {@code null} if the record is unreadable
 * @param position original position of the record
 * @param deadLetter position of the dead-letter record, by which it can be redriven
 * @param attempts number of attempts; 0 if the record is unreadable, or if its source is
 * parked
 * @param parked whether it was written because its source is parked, without an attempt
 * @param cause class and message of the exception
 */
public record EventDeadLettered(String group, @Nullable String eventId, @Nullable String eventType,
		@Nullable Source source, Position position, Position deadLetter, int attempts, boolean parked, String cause) {

}
