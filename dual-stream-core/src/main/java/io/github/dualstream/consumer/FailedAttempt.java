package io.github.dualstream.consumer;

import io.github.dualstream.transport.StoredEvent;

/**
 * Failed attempt to handle an event.
 *
 * @param group group of the consumer
 * @param event the event with its position
 * @param attempts number of attempts until now, from 1
 * @param failure exception of the handler, or {@link HandlerTimeoutException}
 * @param retry policy that decides if no {@link FailureDecider} does
 */
public record FailedAttempt(String group, StoredEvent event, int attempts, Throwable failure, RetryPolicy retry) {

}
