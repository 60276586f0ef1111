package io.github.dualstream.autoconfigure.kafka;

import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/**
 * Callback for the factory of the Kafka consumers that are group members, for example to
 * set properties or to add a consumer listener. Settings that weaken the guarantees of
 * consumers, such as automatic commits, are rejected afterwards.
 */
@FunctionalInterface
public interface GroupMemberCustomizer {

	/**
	 * Customize the consumer factory.
	 * @param factory the factory, before its first consumer
	 */
	void customize(DefaultKafkaConsumerFactory<byte[], byte[]> factory);

}
