package io.github.dualstream.test;

import java.util.List;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Configuration of the shared embedded Kafka, with its connection details.
 */
@Configuration(proxyBeanMethods = false)
@Import(KafkaServerConfiguration.EarlyStart.class)
class KafkaServerConfiguration {

	@Bean(destroyMethod = "")
	KafkaServer dualStreamKafkaServer() {
		return SharedServer.KAFKA.get();
	}

	@Bean
	KafkaConnectionDetails dualStreamKafkaConnectionDetails(KafkaServer server) {
		return () -> List.of(server.bootstrapServers());
	}

	/**
	 * Starts the server while the context is being prepared.
	 */
	static class EarlyStart implements ImportBeanDefinitionRegistrar {

		@Override
		public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
			SharedServer.KAFKA.begin();
		}

	}

}
