package io.github.dualstream.autoconfigure.projection;

import io.github.dualstream.projection.Projections;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.TopicRouting;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of projections: the beans with
 * {@link io.github.dualstream.projection.Projection}.
 */
@AutoConfiguration(afterName = { "io.github.dualstream.autoconfigure.routing.DualStreamRoutingAutoConfiguration",
		"io.github.dualstream.autoconfigure.kafka.DualStreamKafkaAutoConfiguration",
		"io.github.dualstream.autoconfigure.memory.DualStreamMemoryAutoConfiguration",
		"io.github.dualstream.autoconfigure.consumer.DualStreamConsumerAutoConfiguration",
		"io.github.dualstream.autoconfigure.json.DualStreamJsonAutoConfiguration",
		"io.github.dualstream.autoconfigure.jdbc.DualStreamJdbcAutoConfiguration",
		"org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration",
		"org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration" })
@ConditionalOnClass(Projections.class)
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ProjectionProperties.class)
public final class DualStreamProjectionAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean({ LogReaders.class, TopicRouting.class })
	@Import({ ProjectionStoreConfiguration.class, ProjectionConfiguration.class })
	static class LogConfiguration {

	}

}
