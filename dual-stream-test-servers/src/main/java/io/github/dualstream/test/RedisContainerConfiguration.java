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
 * Configuration of the shared Redis container, with its service connection.
 */
@Configuration(proxyBeanMethods = false)
@Import(RedisContainerConfiguration.EarlyStart.class)
class RedisContainerConfiguration {

	private static final SharedServer<GenericContainer<?>> REDIS = new SharedServer<>(
			RedisContainerConfiguration::start, GenericContainer::stop);

	// Spring Boot stops a singleton with its context; this one serves the others too
	@Bean
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	@ServiceConnection("redis")
	GenericContainer<?> dualStreamRedisContainer() {
		return REDIS.get();
	}

	// for whoever has no container engine and so does not notice that a test needs this
	// one
	@Bean
	@Lazy
	RedisServer dualStreamRedisServer() {
		throw new EmbeddedServerNeededException(RedisServer.class);
	}

	private static GenericContainer<?> start() {
		GenericContainer<?> container = ServerContainers.redis();
		container.start();
		return container;
	}

	/**
	 * Starts the container while the context is being prepared.
	 */
	static class EarlyStart implements ImportBeanDefinitionRegistrar {

		@Override
		public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
			REDIS.begin();
		}

	}

}
