package io.github.dualstream.test;

import org.testcontainers.containers.GenericContainer;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Configuration of the shared NATS container, with its service connection.
 */
@Configuration(proxyBeanMethods = false)
@Import(NatsContainerConfiguration.EarlyStart.class)
class NatsContainerConfiguration {

	private static final SharedServer<GenericContainer<?>> NATS = new SharedServer<>(NatsContainerConfiguration::start,
			GenericContainer::stop);

	// Spring Boot stops a singleton with its context; this one serves the others too
	@Bean
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	@ServiceConnection("nats")
	GenericContainer<?> dualStreamNatsContainer() {
		return NATS.get();
	}

	// named in the error of a test that needs the embedded server
	@Bean
	@Lazy
	NatsServer dualStreamNatsServer() {
		throw new EmbeddedServerNeededException(NatsServer.class);
	}

	private static GenericContainer<?> start() {
		GenericContainer<?> container = ServerContainers.nats();
		container.start();
		return container;
	}

	/**
	 * Starts the container while the context is being prepared.
	 */
	static class EarlyStart implements ImportBeanDefinitionRegistrar {

		@Override
		public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
			NATS.begin();
		}

	}

}
