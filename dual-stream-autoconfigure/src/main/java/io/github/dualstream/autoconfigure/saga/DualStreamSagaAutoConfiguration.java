package io.github.dualstream.autoconfigure.saga;

import io.github.dualstream.ScheduledPublisher;
import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.saga.Saga;
import io.github.dualstream.saga.Sagas;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of sagas: a consumer for each bean with {@link Saga}.
 */
@AutoConfiguration(afterName = { "io.github.dualstream.autoconfigure.outbox.DualStreamOutboxAutoConfiguration",
		"io.github.dualstream.autoconfigure.consumer.DualStreamConsumerAutoConfiguration",
		"org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration" })
@ConditionalOnClass(Sagas.class)
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SagaProperties.class)
@Import(SagaConfiguration.class)
public final class DualStreamSagaAutoConfiguration {

	/**
	 * Check that fails the startup of sagas without an outbox; a condition would silently
	 * omit them.
	 */
	@Bean
	@ConditionalOnBean(annotation = Saga.class)
	static BeanFactoryPostProcessor dualStreamSagaOutboxCheck() {
		return (beans) -> {
			if (beans.getBeanNamesForType(ScheduledPublisher.class, true, false).length == 0) {
				throw new InvalidPropertyException("dual-stream.outbox.enabled", false,
						"leaves the sagas " + String.join(", ", beans.getBeanNamesForAnnotation(Saga.class))
								+ " without tables for their state and their deadlines",
						"Set it to true with a DataSource and dual-stream-jdbc on the class path, or remove the"
								+ " classes with @Saga.");
			}
		};
	}

}
