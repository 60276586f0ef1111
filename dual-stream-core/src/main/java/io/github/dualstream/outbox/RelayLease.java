package io.github.dualstream.outbox;

import java.time.Duration;

/**
 * Lease of a relay, the right to serve its slots.
 *
 * @param epoch epoch, which identifies the relay
 * @param name process id and host of the relay, for display
 * @param slots number of slots that it serves, of {@value RelayRegistry#SLOTS}
 * @param remaining remaining time of the lease without a renewal, by the database's clock
 */
public record RelayLease(long epoch, String name, int slots, Duration remaining) {

}
