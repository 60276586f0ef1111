package io.github.dualstream.harness.history;

/**
 * Event that a caller awaited in a projected view, successfully.
 *
 * @param event id of the event
 * @param visible whether the next read of the caller saw it
 */
public record AwaitedEvent(String event, boolean visible) {

}
