package io.github.dualstream.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;

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
public class Service {

	/**
	 * Start it.
	 * @param servers Kafka and Redis
	 * @param properties further properties, of the form {@code name=value}
	 * @return the application
	 */
	public static ConfigurableApplicationContext start(Servers servers, String... properties) {
		List<String> all = new ArrayList<>(servers.properties());
		all.addAll(List.of(properties));
		return new SpringApplicationBuilder(Service.class).properties(all.toArray(String[]::new)).run();
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
