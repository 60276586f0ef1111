package io.github.dualstream.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.dualstream.publisher.OverflowPolicy;
import io.github.dualstream.transport.ChannelStrategy;
import io.github.dualstream.transport.TopicNames;
import io.github.dualstream.transport.WireFormat;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties of dual-stream. All of them are below one root, so that every
 * unknown key is detected.
 *
 * @param enabled Whether to enable dual-stream.
 * @param kafka Durable stream.
 * @param publisher Publisher of events.
 * @param redis Notifications.
 * @param consumer Consumers of events.
 * @param feed Live feeds.
 * @param web Web endpoints.
 * @param outbox Transactional outbox.
 * @param topics Settings of topics, by name or by a pattern with "*". Names with a dot or
 * an underscore, and patterns, must be in brackets: "[github.events]", "[github.*]".
 * @param topicManagement Management of topics and rules for them.
 * @param heartbeat Heartbeats, which verify the whole path.
 * @param transport Transports of log and notifications.
 * @param memory Transport in memory.
 */
@ConfigurationProperties("dual-stream")
public record DualStreamProperties(@DefaultValue("true") boolean enabled, @DefaultValue Kafka kafka,
		@DefaultValue Publisher publisher, @DefaultValue Redis redis,
		@NestedConfigurationProperty @DefaultValue ConsumerProperties consumer,
		@NestedConfigurationProperty @DefaultValue FeedProperties feed,
		@NestedConfigurationProperty @DefaultValue WebProperties web,
		@NestedConfigurationProperty @DefaultValue OutboxProperties outbox,
		@DefaultValue Map<String, TopicProperties> topics,
		@NestedConfigurationProperty @DefaultValue TopicManagementProperties topicManagement,
		@NestedConfigurationProperty @DefaultValue HeartbeatProperties heartbeat,
		@NestedConfigurationProperty @DefaultValue TransportProperties transport,
		@NestedConfigurationProperty @DefaultValue MemoryProperties memory) {

	public DualStreamProperties {
		topics.keySet().forEach(DualStreamProperties::requireTopicPattern);
		topics.forEach((name, topic) -> topic.validate(TopicProperties.property(name)));
		List<String> names = new ArrayList<>(kafka.topics().values());
		names.add(kafka.topic());
		requireTopicName("dual-stream.heartbeat.topic", heartbeat.topic());
		if (heartbeat.isUsed()) {
			names.add(heartbeat.topic());
		}
		topics.keySet().stream().filter((name) -> !name.contains("*")).forEach(names::add);
		String collision = TopicNames.collisionOf(names);
		if (collision != null) {
			throw new InvalidPropertyException("dual-stream.topics", names, "has topics that collide: " + collision,
					"Rename one of them.");
		}
	}

	private static void requireTopicPattern(String pattern) {
		requireTopicName(TopicProperties.property(pattern), pattern.replace('*', 'x'));
	}

	private static void requireTopicName(String property, String name) {
		String problem = TopicNames.problemOf(name);
		if (problem != null) {
			throw new InvalidPropertyException(property, name, "is not the name of a topic: it " + problem,
					"Choose a name that Kafka accepts.");
		}
	}

	/**
	 * Durable stream.
	 *
	 * @param topic Topic of events whose source type has no topic of its own.
	 * @param topics Topics by source type. Source types with an underscore must be in
	 * brackets: "[pull_request]".
	 * @param format Format of the records.
	 */
	public record Kafka(@DefaultValue("events") String topic, @DefaultValue Map<String, String> topics,
			@DefaultValue("cloudevents") WireFormat format) {

		public Kafka {
			requireTopicName("dual-stream.kafka.topic", topic);
			topics.forEach((sourceType, name) -> requireTopicName("dual-stream.kafka.topics." + sourceType, name));
		}

	}

	/**
	 * Publisher of events.
	 *
	 * @param maxBlock Maximum time to wait for room in the producer's buffer, or for a
	 * topic's metadata, before a publish fails.
	 * @param deliveryTimeout Maximum time to wait for the acknowledgement of a publish,
	 * after which its outcome is unknown.
	 * @param maxEventSize Maximum size of an event, as a Kafka record with key and
	 * headers. Larger events are rejected.
	 * @param backlog Backlog of publishes that are not acknowledged yet.
	 * @param rateLimit Rate limit of publishes.
	 */
	public record Publisher(@DefaultValue("5s") Duration maxBlock, @DefaultValue("30s") Duration deliveryTimeout,
			@DefaultValue("1MB") DataSize maxEventSize,
			@NestedConfigurationProperty @DefaultValue BacklogProperties backlog,
			@NestedConfigurationProperty @DefaultValue RateLimitProperties rateLimit) {

		public Publisher {
			PropertyRules.requirePositive("dual-stream.publisher.max-block", maxBlock);
			PropertyRules.requirePositive("dual-stream.publisher.delivery-timeout", deliveryTimeout);
			PropertyRules.requireAtLeast("dual-stream.publisher.max-event-size", 1024, maxEventSize.toBytes());
			if (maxEventSize.toBytes() > Integer.MAX_VALUE / 2) {
				throw new InvalidPropertyException("dual-stream.publisher.max-event-size", maxEventSize,
						"is more than a record can hold", "Set it to 1GB or less, better to a few megabytes.");
			}
		}

		/**
		 * Maximum size of an event in bytes.
		 * @return {@link #maxEventSize()} as an {@code int}
		 */
		public int maxEventBytes() {
			return Math.toIntExact(this.maxEventSize.toBytes());
		}

	}

	/**
	 * Notifications.
	 *
	 * @param enabled Whether to publish notifications. If false, only the durable stream
	 * is used.
	 * @param channel Strategy for sharing channels between sources.
	 * @param buckets Number of channels per source type, for channel "bucketed".
	 * @param channelPrefix Prefix of the names of all channels.
	 * @param timeout Maximum time to wait for one round trip.
	 * @param queueCapacity Maximum number of notifications that wait to be sent.
	 * @param maxBatch Maximum number of notifications in one round trip.
	 * @param overflow Policy for notifications that arrive faster than Redis accepts
	 * them.
	 * @param maxAge Maximum age of a notification. Older ones are dropped.
	 * @param retryInterval Interval between attempts while Redis is failing.
	 * @param drainTimeout Maximum time to send waiting notifications when the application
	 * stops.
	 * @param sharded Whether to use sharded Pub/Sub, which keeps a notification on the
	 * nodes with its channel's slot. Requires Redis Cluster 7.0, and must be the same for
	 * publishers and subscribers.
	 */
	public record Redis(@DefaultValue("true") boolean enabled, @DefaultValue("per-source") ChannelStrategy channel,
			@DefaultValue("16") int buckets, @DefaultValue("events") String channelPrefix,
			@DefaultValue("250ms") Duration timeout, @DefaultValue("10000") int queueCapacity,
			@DefaultValue("512") int maxBatch, @DefaultValue("drop-newest") OverflowPolicy overflow,
			@DefaultValue("5s") Duration maxAge, @DefaultValue("500ms") Duration retryInterval,
			@DefaultValue("2s") Duration drainTimeout, @DefaultValue("false") boolean sharded) {

		public Redis {
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

}
