package io.github.dualstream.outbox;

import java.time.Duration;

/**
 * A relay's right to serve its slots.
 *
 * @param epoch identifies the relay
 * @param name process id and host of the relay, for people to read
 * @param slots how many of the {@value RelayRegistry#SLOTS} slots it serves
 * @param remaining how long it is valid without being renewed, by the database's clock
 */
public record RelayLease(long epoch, String name, int slots, Duration remaining) {

}
