package io.github.dualstream.test;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.test.context.DynamicPropertyRegistrar;

/**
 * Configuration of the shared embedded NATS, with its address.
 */
@Configuration(proxyBeanMethods = false)
@Import(NatsServerConfiguration.EarlyStart.class)
class NatsServerConfiguration {

	@Bean(destroyMethod = "")
	NatsServer dualStreamNatsServer() {
		return SharedServer.NATS.get();
	}

	@Bean
	DynamicPropertyRegistrar dualStreamNatsAddress(NatsServer server) {
		return (properties) -> properties.add("dual-stream.nats.server", server::url);
	}

	/**
	 * Starts the server while the context is being prepared.
	 */
	static class EarlyStart implements ImportBeanDefinitionRegistrar {

		@Override
		public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
			SharedServer.NATS.begin();
		}

	}

}
