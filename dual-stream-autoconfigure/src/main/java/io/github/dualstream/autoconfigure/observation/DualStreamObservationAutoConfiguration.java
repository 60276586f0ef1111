package io.github.dualstream.autoconfigure.observation;

import io.github.dualstream.consumer.HandlerDecorator;
import io.github.dualstream.observation.HandlingObservationConvention;
import io.github.dualstream.observation.ObservedHandlers;
import io.github.dualstream.observation.ObservedPublisher;
import io.github.dualstream.observation.OpenTelemetryHandlingObservationConvention;
import io.github.dualstream.observation.OpenTelemetryPublishObservationConvention;
import io.github.dualstream.observation.PublishObservationConvention;
import io.github.dualstream.publisher.PublisherDecorator;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.TopicRouting;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of the instrumentation of publishes and handlers: observations, if
 * tracing, another handler, a convention, a filter, a predicate or a property of
 * observations requires more than the default meters; otherwise only timers, which cost
 * less. With the conventions of OpenTelemetry, publishes have the default timer as well,
 * which dashboard and alerts use.
 */
@AutoConfiguration(beforeName = "io.github.dualstream.autoconfigure.publisher.DualStreamPublisherAutoConfiguration",
		afterName = { "io.github.dualstream.autoconfigure.kafka.DualStreamKafkaAutoConfiguration",
				"io.github.dualstream.autoconfigure.routing.DualStreamRoutingAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
				"org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
				"org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration" })
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(EventLog.class)
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ObservationProperties.class)
public final class DualStreamObservationAutoConfiguration {

	@Bean
	@Order(0)
	@ConditionalOnBean(ObservationRegistry.class)
	@ConditionalOnMissingBean(name = "dualStreamTimedPublisher")
	PublisherDecorator dualStreamObservedPublisher(TopicRouting routing, EventLog log, ObservationRegistry registry,
			ObjectProvider<PublishObservationConvention> convention) {
		return (publisher) -> new ObservedPublisher(publisher, routing, log.system(), registry,
				convention.getIfAvailable());
	}

	@Bean
	@Order(0)
	@ConditionalOnBean(ObservationRegistry.class)
	@ConditionalOnMissingBean(name = "dualStreamTimedPublisher")
	HandlerDecorator dualStreamObservedHandlers(EventLog log, ObservationRegistry registry,
			ObjectProvider<HandlingObservationConvention> convention) {
		return new ObservedHandlers(log.system(), registry, convention.getIfAvailable());
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	static class TimerConfiguration {

		@Bean
		@Order(0)
		@ConditionalOnBean(MeterRegistry.class)
		@Conditional(OnDefaultObservationsCondition.class)
		@ConditionalOnMissingBean(
				value = { ObservationHandler.class, PublishObservationConvention.class,
						HandlingObservationConvention.class, GlobalObservationConvention.class, ObservationFilter.class,
						ObservationPredicate.class },
				type = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationRegistryCustomizer",
				ignored = MeterObservationHandler.class,
				ignoredType = "org.springframework.boot.micrometer.observation.autoconfigure.PropertiesObservationFilterPredicate")
		PublisherDecorator dualStreamTimedPublisher(TopicRouting routing, MeterRegistry registry) {
			return (publisher) -> new TimedPublisher(publisher, routing, registry);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Conditional(OnOpenTelemetryConventionCondition.class)
	@ConditionalOnBean(ObservationRegistry.class)
	static class OpenTelemetryConfiguration {

		@Bean
		@ConditionalOnMissingBean(PublishObservationConvention.class)
		OpenTelemetryPublishObservationConvention dualStreamPublishConvention() {
			return new OpenTelemetryPublishObservationConvention();
		}

		@Bean
		@ConditionalOnMissingBean(HandlingObservationConvention.class)
		OpenTelemetryHandlingObservationConvention dualStreamHandlingConvention() {
			return new OpenTelemetryHandlingObservationConvention();
		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(MeterRegistry.class)
		@ConditionalOnBean(MeterRegistry.class)
		static class DefaultTimerConfiguration {

			/** Timer of the default name; another convention may use that name itself. */
			@Bean
			@Order(0)
			@ConditionalOnMissingBean(value = PublishObservationConvention.class,
					ignored = OpenTelemetryPublishObservationConvention.class)
			PublisherDecorator dualStreamDefaultPublishTimer(TopicRouting routing, MeterRegistry registry) {
				return (publisher) -> new TimedPublisher(publisher, routing, registry);
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ Tracer.class, PropagatingReceiverTracingObservationHandler.class })
	static class TracingConfiguration {

		/**
		 * Ordered before the handlers of Spring Boot, of which the first one is called.
		 */
		@Bean
		@Order(0)
		@ConditionalOnBean({ Tracer.class, Propagator.class })
		HandlingTracingObservationHandler dualStreamHandlingTracingObservationHandler(Tracer tracer,
				Propagator propagator) {
			return new HandlingTracingObservationHandler(tracer, propagator);
		}

	}

}
