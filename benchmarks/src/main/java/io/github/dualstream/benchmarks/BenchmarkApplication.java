package io.github.dualstream.benchmarks;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * A service with dual-stream as its starter configures it.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class BenchmarkApplication {

	static ConfigurableApplicationContext start(Servers servers, int lingerMillis, boolean redis) {
		return new SpringApplicationBuilder(BenchmarkApplication.class)
			.properties(ContenderNames.ALL.stream()
				.map((name) -> "dual-stream.kafka.topics." + name + "=" + name)
				.toArray(String[]::new))
			.properties("spring.kafka.bootstrap-servers=" + servers.kafka().bootstrapServers(),
					"spring.kafka.producer.properties[linger.ms]=" + lingerMillis,
					"spring.data.redis.host=" + servers.redis().host(),
					"spring.data.redis.port=" + servers.redis().port(), "dual-stream.redis.enabled=" + redis)
			.run();
	}

	/** The application's producer, with the very settings of dual-stream's. */
	@Bean
	DefaultKafkaProducerFactory<String, byte[]> producerFactory(
			@Qualifier("dualStreamProducerFactory") DefaultKafkaProducerFactory<String, byte[]> dualStream) {
		return new DefaultKafkaProducerFactory<>(dualStream.getConfigurationProperties());
	}

	@Bean
	KafkaTemplate<String, byte[]> kafkaTemplate(
			@Qualifier("producerFactory") DefaultKafkaProducerFactory<String, byte[]> producerFactory) {
		return new KafkaTemplate<>(producerFactory);
	}

}
