package io.github.dualstream.autoconfigure.routing;

import java.util.Map;

import io.github.dualstream.autoconfigure.PropertyRules;
import io.github.dualstream.codec.WireFormat;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Topics and format of events, on any log.
 *
 * @param format Format of the records.
 * @param topic Topic of events whose source type has no topic of its own.
 * @param topics Topics by source type. Source types with an underscore must be in
 * brackets: "[pull_request]".
 */
@ConfigurationProperties("dual-stream.kafka")
record RoutingProperties(@DefaultValue("cloudevents") WireFormat format, @DefaultValue("events") String topic,
		@DefaultValue Map<String, String> topics) {

	RoutingProperties {
		PropertyRules.requireTopicName("dual-stream.kafka.topic", topic);
		topics.forEach(
				(sourceType, name) -> PropertyRules.requireTopicName("dual-stream.kafka.topics." + sourceType, name));
	}

}
