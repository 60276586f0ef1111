package io.github.dualstream.autoconfigure.consumer;

import java.time.Duration;
import java.util.function.UnaryOperator;

import io.github.dualstream.autoconfigure.schedule.ThreadsConfiguration;
import io.github.dualstream.consumer.deadletter.DeadLetterCustomizer;
import io.github.dualstream.consumer.deadletter.DeadLetterLog;
import io.github.dualstream.consumer.deadletter.DeadLetterTopics;
import io.github.dualstream.consumer.deadletter.TopicDeadLetters;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.topic.TopicTemplates;
import io.github.dualstream.topic.Topics;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.TopicAdministration;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Configuration of dead-letter records, which the log itself keeps.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBean({ EventLog.class, LogReaders.class, ConsumerGroups.class })
@ConditionalOnMissingBean(DeadLetterLog.class)
@Import(ThreadsConfiguration.class)
class DeadLetterConfiguration {

	/** Timeout of a read of all dead-letter records of a topic. */
	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	@Bean
	TopicDeadLetters dualStreamDeadLetterLog(ConsumerProperties properties, EventLog log, LogReaders readers,
			ObjectProvider<TopicAdministration> administration, ObjectProvider<Topics> topics,
			ObjectProvider<TopicTemplates> templates, ObjectProvider<DeadLetterCustomizer> customizers,
			Threads threads) {
		UnaryOperator<String> names = (topic) -> topic + properties.deadLetterSuffix();
		DeadLetterTopics creation = topics.stream().anyMatch((each) -> each.strategy().creates())
				? new DeadLetterTopics(administration.getObject(), names,
						(name, defaults) -> templates.getObject().resolve(name, defaults).settings())
				: null;
		return new TopicDeadLetters(log, readers, names, creation, threads, TIMEOUT,
				customizers.orderedStream().toList());
	}

}
