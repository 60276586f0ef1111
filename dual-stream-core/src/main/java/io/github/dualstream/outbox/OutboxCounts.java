package io.github.dualstream.outbox;

import java.time.Duration;

/**
 * Number of events in the outbox, of all instances that share it.
 *
 * @param pending number of events that wait to be sent
 * @param oldestAge age of the oldest of them; zero if none waits
 * @param failed number of failed events
 */
public record OutboxCounts(long pending, Duration oldestAge, long failed) {

}
