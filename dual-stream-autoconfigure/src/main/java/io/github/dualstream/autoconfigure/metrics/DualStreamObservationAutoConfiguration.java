package io.github.dualstream.autoconfigure.metrics;

import io.github.dualstream.consumer.HandlerDecorator;
import io.github.dualstream.metrics.HandlingObservationConvention;
import io.github.dualstream.metrics.ObservedHandlers;
import io.github.dualstream.metrics.ObservedPublisher;
import io.github.dualstream.metrics.PublishObservationConvention;
import io.github.dualstream.metrics.TimedPublisher;
import io.github.dualstream.publisher.PublisherDecorator;
import io.github.dualstream.transport.TopicRouting;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of what is seen of each publish and each call of a handler: an
 * observation, where tracing or another handler makes more of one than meters; else
 * timers alone.
 */
@AutoConfiguration(beforeName = "io.github.dualstream.autoconfigure.DualStreamAutoConfiguration",
		afterName = { "io.github.dualstream.autoconfigure.kafka.DualStreamKafkaAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
				"org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
				"org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration" })
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(TopicRouting.class)
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
public final class DualStreamObservationAutoConfiguration {

	@Bean
	@Order(0)
	@ConditionalOnBean(ObservationRegistry.class)
	@ConditionalOnMissingBean(name = "dualStreamTimedPublisher")
	PublisherDecorator dualStreamObservedPublisher(TopicRouting routing, ObservationRegistry registry,
			ObjectProvider<PublishObservationConvention> convention) {
		return (publisher) -> new ObservedPublisher(publisher, routing, registry,
				convention.getIfAvailable(PublishObservationConvention.Default::new));
	}

	@Bean
	@Order(0)
	@ConditionalOnBean(ObservationRegistry.class)
	@ConditionalOnMissingBean(name = "dualStreamTimedPublisher")
	HandlerDecorator dualStreamObservedHandlers(ObservationRegistry registry,
			ObjectProvider<HandlingObservationConvention> convention) {
		return new ObservedHandlers(registry, convention.getIfAvailable(HandlingObservationConvention.Default::new));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	static class TimerConfiguration {

		@Bean
		@Order(0)
		@ConditionalOnBean(MeterRegistry.class)
		@ConditionalOnMissingBean(value = { ObservationHandler.class, PublishObservationConvention.class },
				ignored = MeterObservationHandler.class)
		PublisherDecorator dualStreamTimedPublisher(TopicRouting routing, MeterRegistry registry) {
			return (publisher) -> new TimedPublisher(publisher, routing, registry);
		}

	}

}
