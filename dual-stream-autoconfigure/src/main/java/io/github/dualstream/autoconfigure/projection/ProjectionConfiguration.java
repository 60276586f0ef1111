package io.github.dualstream.autoconfigure.projection;

import io.github.dualstream.autoconfigure.schedule.ThreadsConfiguration;
import io.github.dualstream.consumer.DataReader;
import io.github.dualstream.projection.ProjectionStore;
import io.github.dualstream.projection.Projections;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.TopicRouting;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.validation.Validator;

/**
 * Configuration of projections.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(OnProjection.class)
@Import(ThreadsConfiguration.class)
class ProjectionConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Projections dualStreamProjections(ObjectProvider<ProjectionStore> store, LogReaders readers,
			ProjectionProperties properties, Threads threads) {
		return new Projections(store.getIfAvailable(), readers, properties.maxBatch(), threads);
	}

	@Bean
	ProjectionRegistrar dualStreamProjectionRegistrar(ConfigurableListableBeanFactory beans, Projections projections,
			TopicRouting routing, DataReader reader, ObjectProvider<Validator> validator) {
		return new ProjectionRegistrar(beans, projections, routing, reader, validator.getIfUnique());
	}

	/** No other bean depends on them. */
	@Bean
	static LazyInitializationExcludeFilter dualStreamProjectionsAreNotLazy() {
		return LazyInitializationExcludeFilter.forBeanTypes(Projections.class, ProjectionRegistrar.class);
	}

}
