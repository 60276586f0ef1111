package io.github.dualstream.autoconfigure.kafka;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.MicrometerProducerListener;

/**
 * Adds Kafka's own meters of the durable stream's producer.
 */
final class ProducerMetrics implements DurableProducerCustomizer {

	private final MeterRegistry registry;

	ProducerMetrics(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void customize(DefaultKafkaProducerFactory<byte[], byte[]> factory) {
		factory.addListener(new MicrometerProducerListener<>(this.registry));
	}

}
