package io.github.dualstream.outbox;

import java.time.Duration;

/**
 * What lies in the outbox, of all instances that share it.
 *
 * @param pending how many events wait to be sent
 * @param oldestAge how long the oldest of them has been stored; zero where none waits
 * @param failed how many events were given up
 */
public record OutboxCounts(long pending, Duration oldestAge, long failed) {

}
