package io.github.dualstream.autoconfigure.aggregate;

import io.github.dualstream.aggregate.Aggregates;
import io.github.dualstream.aggregate.Upcasters;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of event-sourced aggregates: an {@link Aggregates} bean for each
 * class with {@link io.github.dualstream.aggregate.EventSourced} in the packages of the
 * application, and for each {@link io.github.dualstream.aggregate.Decider} bean.
 */
@AutoConfiguration(afterName = { "io.github.dualstream.autoconfigure.outbox.DualStreamOutboxAutoConfiguration",
		"io.github.dualstream.autoconfigure.history.DualStreamHistoryAutoConfiguration" })
@ConditionalOnClass(Aggregates.class)
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@Import(EventStoreConfiguration.class)
public final class DualStreamAggregateAutoConfiguration {

	@Bean
	static AggregateRegistrar dualStreamAggregateRegistrar() {
		return new AggregateRegistrar();
	}

	@Bean
	@ConditionalOnMissingBean
	Upcasters dualStreamUpcasters(ConfigurableListableBeanFactory beans) {
		return UpcasterBeans.find(beans);
	}

}
