package io.github.dualstream.autoconfigure.kafka;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.MicrometerConsumerListener;

/**
 * Adds Kafka's own meters of the consumers that are group members.
 */
final class GroupMemberMetrics implements GroupMemberCustomizer {

	private final MeterRegistry registry;

	GroupMemberMetrics(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void customize(DefaultKafkaConsumerFactory<byte[], byte[]> factory) {
		factory.addListener(new MicrometerConsumerListener<>(this.registry));
	}

}
