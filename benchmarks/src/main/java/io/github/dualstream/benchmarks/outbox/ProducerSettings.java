package io.github.dualstream.benchmarks.outbox;

import java.util.Map;

import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Service;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/**
 * The settings of dual-stream's producer, which all contenders get.
 */
final class ProducerSettings {

	private ProducerSettings() {
	}

	static Map<String, Object> of(Servers servers) {
		try (ConfigurableApplicationContext service = Service.start(servers)) {
			DefaultKafkaProducerFactory<?, ?> factory = service.getBean("dualStreamProducerFactory",
					DefaultKafkaProducerFactory.class);
			return factory.getConfigurationProperties();
		}
	}

}
