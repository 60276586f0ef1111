package io.github.dualstream.autoconfigure.notification;

import java.time.Duration;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.PropertyRules;
import io.github.dualstream.publisher.OverflowPolicy;
import io.github.dualstream.transport.ChannelStrategy;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Notifications.
 *
 * @param enabled Whether to publish notifications through Redis. If false, and no other
 * bus is used, there is only the durable stream.
 * @param channel Strategy for sharing channels between sources.
 * @param buckets Number of channels per source type, for channel "bucketed".
 * @param channelPrefix Prefix of the names of all channels.
 * @param timeout Maximum time to wait for one round trip.
 * @param queueCapacity Maximum number of notifications that wait to be sent.
 * @param maxBatch Maximum number of notifications in one round trip.
 * @param overflow Policy for notifications that arrive faster than Redis accepts them.
 * @param maxAge Maximum age of a notification. Older ones are dropped.
 * @param retryInterval Interval between attempts while Redis is failing.
 * @param drainTimeout Maximum time to send waiting notifications when the application
 * stops.
 * @param sharded Whether to use sharded Pub/Sub, which keeps a notification on the nodes
 * with its channel's slot. Requires Redis Cluster 7.0, and must be the same for
 * publishers and subscribers.
 */
@ConfigurationProperties("dual-stream.redis")
public record NotificationProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue("per-source") ChannelStrategy channel, @DefaultValue("16") int buckets,
		@DefaultValue("events") String channelPrefix, @DefaultValue("250ms") Duration timeout,
		@DefaultValue("10000") int queueCapacity, @DefaultValue("512") int maxBatch,
		@DefaultValue("drop-newest") OverflowPolicy overflow, @DefaultValue("5s") Duration maxAge,
		@DefaultValue("500ms") Duration retryInterval, @DefaultValue("2s") Duration drainTimeout,
		@DefaultValue("false") boolean sharded) {

	public NotificationProperties {
		PropertyRules.requirePositive("dual-stream.redis.timeout", timeout);
		PropertyRules.requirePositive("dual-stream.redis.max-age", maxAge);
		PropertyRules.requirePositive("dual-stream.redis.retry-interval", retryInterval);
		PropertyRules.requirePositive("dual-stream.redis.drain-timeout", drainTimeout);
		PropertyRules.requireAtLeast("dual-stream.redis.queue-capacity", 1, queueCapacity);
		PropertyRules.requireAtLeast("dual-stream.redis.max-batch", 1, maxBatch);
		PropertyRules.requireAtLeast("dual-stream.redis.buckets", 1, buckets);
		if (!channelPrefix.matches("[a-zA-Z0-9._-]+")) {
			throw new InvalidPropertyException("dual-stream.redis.channel-prefix", channelPrefix,
					"has characters other than a-z A-Z 0-9 . _ -", "Set it to a plain word such as 'events'.");
		}
	}

}
