package io.github.dualstream.autoconfigure;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.publisher.Announcer;
import io.github.dualstream.publisher.EventEncoder;
import io.github.dualstream.publisher.LogPublisher;
import io.github.dualstream.publisher.PublisherDecorator;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.TopicRouting;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the publisher.
 */
@AutoConfiguration(after = JacksonAutoConfiguration.class,
		afterName = { "io.github.dualstream.autoconfigure.kafka.DualStreamKafkaAutoConfiguration",
				"io.github.dualstream.autoconfigure.redis.DualStreamRedisAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@EnableConfigurationProperties(DualStreamProperties.class)
public final class DualStreamAutoConfiguration {

	@Bean
	static UnknownPropertiesCheck dualStreamUnknownPropertiesCheck(Environment environment) {
		return new UnknownPropertiesCheck(environment);
	}

	@Bean
	@ConditionalOnBean({ EventLog.class, TopicRouting.class, JsonMapper.class })
	EventEncoder dualStreamEventEncoder(DualStreamProperties properties, JsonMapper mapper) {
		return new EventEncoder(mapper, properties.publisher().maxEventBytes());
	}

	@Bean(defaultCandidate = false)
	@ConditionalOnBean(EventEncoder.class)
	LogPublisher dualStreamLogPublisher(EventEncoder encoder, TopicRouting routing, EventLog log,
			ObjectProvider<Announcer> announcer) {
		return new LogPublisher(encoder, routing, log, announcer.getIfAvailable(() -> Announcer.NONE));
	}

	@Bean
	@EventPublisher
	@ConditionalOnMissingBean(annotation = EventPublisher.class)
	@ConditionalOnBean(name = "dualStreamLogPublisher")
	DualStreamPublisher dualStreamPublisher(@Qualifier("dualStreamLogPublisher") LogPublisher logPublisher,
			ObjectProvider<PublisherDecorator> decorators) {
		DualStreamPublisher publisher = logPublisher;
		for (PublisherDecorator decorator : decorators.orderedStream().toList()) {
			publisher = decorator.decorate(publisher);
		}
		return publisher;
	}

}
