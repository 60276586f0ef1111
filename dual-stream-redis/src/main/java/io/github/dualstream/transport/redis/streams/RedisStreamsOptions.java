package io.github.dualstream.transport.redis.streams;

import java.time.Duration;

/**
 * Limits of a log on Redis Streams.
 *
 * @param maxBlock maximum time that an append waits for room or for its topic
 * @param deliveryTimeout time after which an append without an answer is unknown
 * @param maxRecordSize maximum size of a record in bytes
 * @param bufferSize maximum size of the appends without an answer, in bytes
 * @param timeout maximum time to wait for an answer, other than that to an append
 * @param partitions number of partitions of a topic that is created by its first append;
 * 0 to reject the append
 * @param waitReplicas number of replicas that must have a record before its append is
 * complete
 * @param waitTimeout maximum time to wait for these replicas
 * @param lease time after which the partitions of a dead member are reassigned
 */
public record RedisStreamsOptions(Duration maxBlock, Duration deliveryTimeout, int maxRecordSize, int bufferSize,
		Duration timeout, int partitions, int waitReplicas, Duration waitTimeout, Duration lease) {

}
