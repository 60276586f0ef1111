package io.github.dualstream;

/**
 * The log acknowledged an event.
 *
 * @param eventId id of the event
 * @param position where the event lies in the log
 */
public record PublishResult(String eventId, Position position) {

}
