package io.github.dualstream.autoconfigure.consumer;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of consumers. Their properties are checked even if there is no log
 * that they could read.
 */
@AutoConfiguration(afterName = { "io.github.dualstream.autoconfigure.kafka.DualStreamKafkaAutoConfiguration",
		"io.github.dualstream.autoconfigure.kafka.DualStreamKafkaConsumerAutoConfiguration",
		"io.github.dualstream.autoconfigure.json.DualStreamJsonAutoConfiguration",
		"io.github.dualstream.autoconfigure.routing.DualStreamRoutingAutoConfiguration",
		"io.github.dualstream.autoconfigure.topic.DualStreamTopicAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ConsumerProperties.class)
@Import({ DeadLetterConfiguration.class, ConsumerConfiguration.class })
public final class DualStreamConsumerAutoConfiguration {

}
