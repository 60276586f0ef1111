package io.github.dualstream.autoconfigure.history;

import java.time.Duration;

import io.github.dualstream.feed.SourceHistory;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.TopicRouting;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the history of single sources, on any log that can be read.
 */
@AutoConfiguration(afterName = { "io.github.dualstream.autoconfigure.routing.DualStreamRoutingAutoConfiguration",
		"io.github.dualstream.autoconfigure.kafka.DualStreamKafkaAutoConfiguration",
		"io.github.dualstream.autoconfigure.memory.DualStreamMemoryAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@ConditionalOnBean({ LogReaders.class, TopicRouting.class })
public final class DualStreamHistoryAutoConfiguration {

	/** Maximum time of one read. */
	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	@Bean
	@ConditionalOnMissingBean
	SourceHistory dualStreamSourceHistory(LogReaders readers, TopicRouting routing) {
		return new SourceHistory(readers, routing, TIMEOUT);
	}

}
