package io.github.dualstream.benchmarks.workload;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;

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
		return start(servers, Service.class, properties);
	}

	/**
	 * Start it with a component, such as a saga.
	 * @param servers Kafka and Redis
	 * @param component class of the component
	 * @param properties further properties, of the form {@code name=value}
	 * @return the application
	 */
	public static ConfigurableApplicationContext start(Servers servers, Class<?> component, String... properties) {
		return new SpringApplicationBuilder(Service.class, component)
			.properties(servers.properties().toArray(String[]::new))
			.properties(properties)
			.run();
	}

	/**
	 * Property of the producer's {@code linger.ms}.
	 * @param millis how long the producer waits for more records
	 * @return the property, of the form {@code name=value}
	 */
	public static String linger(int millis) {
		return "spring.kafka.producer.properties[linger.ms]=" + millis;
	}

	/**
	 * Settings of dual-stream's producer, which all contenders get, but for keys that are
	 * text.
	 * @param servers Kafka and Redis
	 * @return the settings
	 */
	public static Map<String, Object> producerSettings(Servers servers) {
		try (ConfigurableApplicationContext service = start(servers)) {
			DefaultKafkaProducerFactory<?, ?> factory = service.getBean("producerFactory",
					DefaultKafkaProducerFactory.class);
			return factory.getConfigurationProperties();
		}
	}

	/** The application's producer, with the settings of dual-stream's. */
	@Bean
	DefaultKafkaProducerFactory<String, byte[]> producerFactory(
			@Qualifier("dualStreamProducerFactory") DefaultKafkaProducerFactory<byte[], byte[]> dualStream) {
		Map<String, Object> settings = new HashMap<>(dualStream.getConfigurationProperties());
		settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
		return new DefaultKafkaProducerFactory<>(settings);
	}

	@Bean
	KafkaTemplate<String, byte[]> kafkaTemplate(
			@Qualifier("producerFactory") DefaultKafkaProducerFactory<String, byte[]> producerFactory) {
		return new KafkaTemplate<>(producerFactory);
	}

}
