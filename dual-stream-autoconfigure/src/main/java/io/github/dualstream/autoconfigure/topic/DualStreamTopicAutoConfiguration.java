package io.github.dualstream.autoconfigure.topic;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of topics as code. Their properties are checked even if the log is
 * not on Kafka.
 */
@AutoConfiguration(afterName = { "io.github.dualstream.autoconfigure.kafka.DualStreamKafkaAutoConfiguration",
		"io.github.dualstream.autoconfigure.routing.DualStreamRoutingAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ TopicsProperties.class, TopicManagementProperties.class })
@Import(TopicConfiguration.class)
public final class DualStreamTopicAutoConfiguration {

}
