package io.github.dualstream.transport.nats;

import java.time.Duration;

/**
 * Limits of a log on NATS.
 *
 * @param maxBlock maximum time that an append waits for room
 * @param deliveryTimeout time after which an append without an answer is unknown
 * @param maxEventBytes maximum size of a record
 * @param requestTimeout maximum time to wait for the answer to a request other than an
 * append
 * @param groupReplicas number of replicas of the leases and the committed offsets of
 * groups
 */
public record NatsLogOptions(Duration maxBlock, Duration deliveryTimeout, int maxEventBytes, Duration requestTimeout,
		int groupReplicas) {

}
