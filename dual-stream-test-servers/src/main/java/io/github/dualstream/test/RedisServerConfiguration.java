package io.github.dualstream.test;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Configuration of the shared embedded Redis, with its connection details.
 */
@Configuration(proxyBeanMethods = false)
@Import(RedisServerConfiguration.EarlyStart.class)
class RedisServerConfiguration {

	@Bean(destroyMethod = "")
	RedisServer dualStreamRedisServer() {
		return SharedServer.REDIS.get();
	}

	@Bean
	DataRedisConnectionDetails dualStreamRedisConnectionDetails(RedisServer server) {
		Standalone standalone = Standalone.of(server.host(), server.port());
		return new DataRedisConnectionDetails() {

			@Override
			public Standalone getStandalone() {
				return standalone;
			}

		};
	}

	/**
	 * Starts the server while the context is being prepared.
	 */
	static class EarlyStart implements ImportBeanDefinitionRegistrar {

		@Override
		public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
			SharedServer.REDIS.begin();
		}

	}

}
