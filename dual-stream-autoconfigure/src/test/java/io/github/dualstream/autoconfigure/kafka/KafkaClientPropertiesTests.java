package io.github.dualstream.autoconfigure.kafka;

import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.Test;

import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the clients of Kafka are configured with.
 */
class KafkaClientPropertiesTests {

	private static final KafkaConnectionDetails CONNECTION = () -> List.of("localhost:9092");

	private final KafkaProperties properties = new KafkaProperties();

	private final KafkaClientProperties clients = new KafkaClientProperties(this.properties, CONNECTION);

	@Test
	void eventsOfTransactionsAreReadOnceTheyAreCommitted() {
		assertThat(this.clients.groupMember()).containsEntry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
		assertThat(this.clients.reader(1_000)).containsEntry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
	}

	@Test
	void whenAnotherIsolationLevelIsConfiguredThenItHoldsForGroupsAndReaders() {
		this.properties.getConsumer()
			.getProperties()
			.putAll(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted"));
		assertThat(this.clients.groupMember()).containsEntry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
		assertThat(this.clients.reader(1_000)).containsEntry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
	}

}
