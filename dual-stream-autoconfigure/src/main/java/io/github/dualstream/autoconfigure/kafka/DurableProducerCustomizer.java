package io.github.dualstream.autoconfigure.kafka;

import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/**
 * Callback for the producer factory of the durable stream, for example to add a producer
 * listener or to set properties. Settings that weaken durability or order are rejected
 * afterwards.
 */
@FunctionalInterface
public interface DurableProducerCustomizer {

	/**
	 * Customize the producer factory.
	 * @param factory the factory, before its first producer
	 */
	void customize(DefaultKafkaProducerFactory<byte[], byte[]> factory);

}
