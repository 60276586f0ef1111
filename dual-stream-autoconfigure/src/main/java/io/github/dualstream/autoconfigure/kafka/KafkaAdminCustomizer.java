package io.github.dualstream.autoconfigure.kafka;

import java.util.Map;

/**
 * Callback for the properties of the Kafka client that manages topics and groups.
 */
@FunctionalInterface
public interface KafkaAdminCustomizer {

	/**
	 * Customize the client.
	 * @param properties properties of the client, by the names of Kafka's
	 * {@code AdminClientConfig}
	 */
	void customize(Map<String, Object> properties);

}
