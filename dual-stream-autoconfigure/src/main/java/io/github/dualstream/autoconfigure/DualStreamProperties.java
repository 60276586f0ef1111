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
 * Configuration of dual-stream. All of it hangs below one root, so that a key that does
 * not exist is noticed wherever it stands.
 *
 * @param enabled whether dual-stream is active
 * @param kafka the durable stream
 * @param publisher publishing
 * @param redis the notifications
 * @param consumer the handling of events
 * @param feed live feeds
 * @param web the endpoints for browsers
 * @param outbox the transactional outbox
 * @param topics how topics should be, by name or by a pattern with "*"; a name with a dot
 * or an underscore, and a pattern, stands in brackets: "[github.events]", "[github.*]"
 * @param topicManagement what may be done to topics, and what they must keep to
 * @param heartbeat events that prove the whole path works
 * @param transport engines for log and bus
 * @param memory transport in memory
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
	 * The durable stream.
	 *
	 * @param topic topic of events whose source type has no topic of its own
	 * @param topics topic per source type; a source type with an underscore stands in
	 * brackets: "[pull_request]"
	 * @param format how events are written as records
	 */
	public record Kafka(@DefaultValue("events") String topic, @DefaultValue Map<String, String> topics,
			@DefaultValue("cloudevents") WireFormat format) {

		public Kafka {
			requireTopicName("dual-stream.kafka.topic", topic);
			topics.forEach((sourceType, name) -> requireTopicName("dual-stream.kafka.topics." + sourceType, name));
		}

	}

	/**
	 * Publishing.
	 *
	 * @param maxBlock longest wait for room in the producer's buffer, or for a topic's
	 * metadata, before a publish fails
	 * @param deliveryTimeout after this time a publish that was not acknowledged is
	 * "unknown"
	 * @param maxEventSize larger events are refused; counted as the record that Kafka
	 * gets, with key and headers
	 * @param backlog what the log has not acknowledged yet
	 * @param rateLimit how many events may be published
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
		 * The largest event in bytes.
		 * @return {@link #maxEventSize()}, which fits
		 */
		public int maxEventBytes() {
			return Math.toIntExact(this.maxEventSize.toBytes());
		}

	}

	/**
	 * The notifications.
	 *
	 * @param enabled whether to publish notifications; false leaves the durable stream
	 * only
	 * @param channel how sources share channels
	 * @param buckets number of channels per source type, for channel "bucketed"
	 * @param channelPrefix first part of the name of every channel
	 * @param timeout longest wait for one round trip
	 * @param queueCapacity how many notifications may wait to be sent
	 * @param maxBatch how many notifications go out in one round trip
	 * @param overflow what happens when notifications arrive faster than Redis takes them
	 * @param maxAge notifications that waited longer are dropped instead of sent
	 * @param retryInterval how long to leave a failing Redis alone before the next
	 * attempt
	 * @param drainTimeout how long to go on sending what waits when the application stops
	 * @param sharded whether to use sharded Pub/Sub, which keeps a notification to the
	 * nodes that have its channel's slot; needs Redis Cluster 7.0, and the same for
	 * publishers and subscribers
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
