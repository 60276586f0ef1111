package io.github.dualstream.autoconfigure.aggregate;

import io.github.dualstream.aggregate.Aggregates;
import io.github.dualstream.aggregate.jdbc.StreamRestore;
import io.github.dualstream.autoconfigure.actuator.ConditionalOnDualStreamStatus;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of the status of the event store.
 */
@AutoConfiguration(after = DualStreamAggregateAutoConfiguration.class)
@ConditionalOnClass({ Aggregates.class, StreamRestore.class })
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
public final class DualStreamAggregateActuatorAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDualStreamStatus
	static class StatusConfiguration {

		@Bean
		@Order(8)
		@ConditionalOnBean(StreamRestore.class)
		EventStoreStatus dualStreamEventStoreStatus(StreamRestore restore, ObjectProvider<Aggregates<?>> aggregates) {
			return new EventStoreStatus(restore, aggregates.stream().toList());
		}

	}

}
