package io.github.dualstream.autoconfigure.applicationevent;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.applicationevent.EventPayloads;
import io.github.dualstream.applicationevent.PayloadPublisher;
import io.github.dualstream.applicationevent.ReceivedEventRegistrar;
import io.github.dualstream.consumer.DataReader;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.outbox.OutboxStore;
import io.github.dualstream.transport.TopicRouting;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Auto-configuration of Spring's application events that become events of the log, and of
 * events that are received as application events.
 */
@AutoConfiguration(afterName = { "io.github.dualstream.autoconfigure.consumer.DualStreamConsumerAutoConfiguration",
		"io.github.dualstream.autoconfigure.outbox.DualStreamOutboxAutoConfiguration",
		"io.github.dualstream.autoconfigure.publisher.DualStreamPublisherAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
public final class DualStreamApplicationEventAutoConfiguration {

	/**
	 * Listener that is created with the first application event, and therefore does not
	 * create the publisher before it is needed.
	 */
	@Bean
	@ConditionalOnBean(annotation = EventPublisher.class)
	static PayloadPublisher dualStreamPayloadPublisher(@EventPublisher ObjectProvider<DualStreamPublisher> publisher,
			ConfigurableListableBeanFactory beans) {
		boolean hasOutbox = beans.getBeanNamesForType(OutboxStore.class, true, false).length > 0;
		return new PayloadPublisher(new EventPayloads(), publisher::getObject, hasOutbox);
	}

	@Bean
	@ConditionalOnBean(EventConsumers.class)
	ReceivedEventRegistrar dualStreamReceivedEventRegistrar(ConfigurableListableBeanFactory beans,
			EventConsumers consumers, TopicRouting routing, DataReader reader, ApplicationEventPublisher publisher,
			ObjectProvider<PlatformTransactionManager> manager) {
		PlatformTransactionManager unique = manager.getIfUnique();
		return new ReceivedEventRegistrar(beans, consumers, routing, reader, publisher,
				(unique != null) ? new TransactionTemplate(unique) : TransactionOperations.withoutTransaction());
	}

}
