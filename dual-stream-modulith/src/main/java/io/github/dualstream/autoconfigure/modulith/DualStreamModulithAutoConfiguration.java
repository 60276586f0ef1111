package io.github.dualstream.autoconfigure.modulith;

import java.util.concurrent.CompletableFuture;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.applicationevent.EventPayloads;
import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.outbox.OutboxStore;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.expression.spel.support.StandardEvaluationContext;
import org.springframework.modulith.events.EventExternalizationConfiguration;
import org.springframework.modulith.events.ExternalizationMode;
import org.springframework.modulith.events.support.EventExternalizationTransport;
import org.springframework.modulith.events.support.EventExternalizerModuleListener;

/**
 * Auto-configuration of Spring Modulith's event externalization: in mode {@code outbox},
 * events are stored in the outbox within their transaction; in mode
 * {@code module-listener}, they are published by a module listener after its commit.
 */
@AutoConfiguration(afterName = { "io.github.dualstream.autoconfigure.outbox.DualStreamOutboxAutoConfiguration",
		"io.github.dualstream.autoconfigure.publisher.DualStreamPublisherAutoConfiguration",
		"org.springframework.modulith.events.config.EventExternalizationAutoConfiguration",
		"org.springframework.modulith.events.amqp.RabbitEventExternalizerConfiguration",
		"org.springframework.modulith.events.jms.JmsEventExternalizerConfiguration",
		"org.springframework.modulith.events.kafka.KafkaEventExternalizerConfiguration",
		"org.springframework.modulith.events.messaging.SpringMessagingEventExternalizerConfiguration" })
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@ConditionalOnBean(value = EventExternalizationConfiguration.class, annotation = EventPublisher.class)
public final class DualStreamModulithAutoConfiguration {

	@Bean
	ExternalizedEvents dualStreamExternalizedEvents(EventExternalizationConfiguration configuration,
			BeanFactory beans) {
		StandardEvaluationContext context = new StandardEvaluationContext();
		context.setBeanResolver(new BeanFactoryResolver(beans));
		return new ExternalizedEvents(configuration, context);
	}

	/**
	 * Transport that leaves out payloads with an annotation of dual-stream, which are
	 * published when they occur.
	 */
	@Bean
	EventExternalizationTransport dualStreamExternalizationTransport(ExternalizedEvents events,
			@EventPublisher DualStreamPublisher publisher) {
		return (payload, target) -> (EventPayloads.annotationOf(payload.getClass()) != null)
				? CompletableFuture.completedFuture(null) : publisher.publishAsync(events.eventOf(payload, target));
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnProperty(name = ExternalizationMode.PROPERTY, havingValue = "module-listener", matchIfMissing = true)
	EventExternalizerModuleListener dualStreamEventExternalizer(EventExternalizationConfiguration configuration,
			@Qualifier("dualStreamExternalizationTransport") EventExternalizationTransport transport) {
		return new EventExternalizerModuleListener(configuration, transport);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = ExternalizationMode.PROPERTY, havingValue = "outbox")
	static class OutboxModeConfiguration {

		@Bean
		@ConditionalOnBean(OutboxStore.class)
		ExternalizedEventRecorder dualStreamExternalizedEventRecorder(EventExternalizationConfiguration configuration,
				ExternalizedEvents events, @EventPublisher DualStreamPublisher publisher) {
			return new ExternalizedEventRecorder(configuration, events, publisher);
		}

		/**
		 * Check that fails the start if no outbox would receive the events; Spring
		 * Modulith would silently drop them.
		 */
		@Bean
		@ConditionalOnMissingBean(OutboxStore.class)
		@ConditionalOnMissingClass({ "io.namastack.outbox.Outbox", "org.jobrunr.scheduling.JobScheduler" })
		static BeanFactoryPostProcessor dualStreamExternalizationOutboxCheck() {
			return (beans) -> {
				throw new InvalidPropertyException(ExternalizationMode.PROPERTY, "outbox",
						"requires an outbox for the externalized events, and there is none",
						"Set dual-stream.outbox.enabled=true, or set it to module-listener.");
			};
		}

	}

}
