package io.github.dualstream.autoconfigure.metrics;

import io.github.dualstream.metrics.ObservedPublisher;
import io.github.dualstream.metrics.PublishObservationConvention;
import io.github.dualstream.publisher.PublisherDecorator;
import io.github.dualstream.transport.TopicRouting;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of the observation of each publish: its timer, and its span where
 * tracing is configured.
 */
@AutoConfiguration(beforeName = "io.github.dualstream.autoconfigure.DualStreamAutoConfiguration",
		afterName = { "io.github.dualstream.autoconfigure.kafka.DualStreamKafkaAutoConfiguration",
				"org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration" })
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean({ ObservationRegistry.class, TopicRouting.class })
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
public final class DualStreamObservationAutoConfiguration {

	@Bean
	@Order(0)
	PublisherDecorator dualStreamObservedPublisher(TopicRouting routing, ObservationRegistry registry,
			ObjectProvider<PublishObservationConvention> convention) {
		return (publisher) -> new ObservedPublisher(publisher, routing, registry,
				convention.getIfAvailable(PublishObservationConvention.Default::new));
	}

}
