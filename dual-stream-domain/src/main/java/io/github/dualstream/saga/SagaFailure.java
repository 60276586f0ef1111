package io.github.dualstream.saga;

import java.time.Instant;

import io.github.dualstream.Event;

/**
 * Event that a saga failed to handle.
 *
 * @param key name and id of the saga
 * @param event the event
 * @param failure reason of the last failure
 * @param attempts number of failed attempts
 * @param since time of the first failure
 */
public record SagaFailure(SagaKey key, Event event, String failure, int attempts, Instant since) {

}
