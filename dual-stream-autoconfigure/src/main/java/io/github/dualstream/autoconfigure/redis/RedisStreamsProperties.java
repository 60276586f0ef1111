package io.github.dualstream.autoconfigure.redis;

import java.time.Duration;

import io.github.dualstream.autoconfigure.PropertyRules;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties of the log on Redis Streams.
 *
 * @param partitions Number of partitions of a topic that is created by its first append,
 * or that is created without a number of its own. With 0, an append to a missing topic is
 * rejected.
 * @param retention Retention of records of topics without one of their own.
 * @param maxLength Maximum number of records of each partition, of topics without one of
 * their own. No limit by default.
 * @param retentionInterval Interval at which old records are deleted.
 * @param bufferSize Maximum size of the appends that Redis has not acknowledged. A
 * publish waits for room.
 * @param waitReplicas Number of replicas that must have a record before its publish
 * succeeds. Not supported by a Redis Cluster.
 * @param waitTimeout Maximum time to wait for these replicas, after which the outcome of
 * the publish is unknown.
 * @param lease Time after which the partitions of a dead consumer instance are
 * reassigned.
 */
@ConfigurationProperties("dual-stream.redis-streams")
record RedisStreamsProperties(@DefaultValue("4") int partitions, @DefaultValue("7d") Duration retention,
		@Nullable Long maxLength, @DefaultValue("1m") Duration retentionInterval,
		@DefaultValue("32MB") DataSize bufferSize, @DefaultValue("0") int waitReplicas,
		@DefaultValue("1s") Duration waitTimeout, @DefaultValue("10s") Duration lease) {

	RedisStreamsProperties {
		PropertyRules.requireAtLeast("dual-stream.redis-streams.partitions", 0, partitions);
		PropertyRules.requirePositive("dual-stream.redis-streams.retention", retention);
		if (maxLength != null) {
			PropertyRules.requireAtLeast("dual-stream.redis-streams.max-length", 1, maxLength);
		}
		PropertyRules.requirePositive("dual-stream.redis-streams.retention-interval", retentionInterval);
		PropertyRules.requireAtLeast("dual-stream.redis-streams.buffer-size", 1024, bufferSize.toBytes());
		PropertyRules.requireAtLeast("dual-stream.redis-streams.wait-replicas", 0, waitReplicas);
		PropertyRules.requirePositive("dual-stream.redis-streams.wait-timeout", waitTimeout);
		PropertyRules.requirePositive("dual-stream.redis-streams.lease", lease);
	}

}
