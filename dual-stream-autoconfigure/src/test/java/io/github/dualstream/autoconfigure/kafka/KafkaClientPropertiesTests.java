package io.github.dualstream.autoconfigure.kafka;

import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the clients of Kafka are configured with.
 */
class KafkaClientPropertiesTests {

	private static final KafkaConnectionDetails CONNECTION = () -> List.of("localhost:9092");

	private final KafkaProperties properties = new KafkaProperties();

	private final MockEnvironment environment = new MockEnvironment();

	private final KafkaClientProperties clients = new KafkaClientProperties(this.properties, CONNECTION,
			this.environment);

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

	@ParameterizedTest
	@CsvSource({ "read-uncommitted, read_uncommitted", "READ_COMMITTED, read_committed" })
	void whenBootsOwnPropertyIsConfiguredThenItHoldsAsWell(String configured, String expected) {
		this.environment.setProperty("spring.kafka.consumer.isolationLevel", configured);
		KafkaProperties bound = Binder.get(this.environment).bind("spring.kafka", KafkaProperties.class).get();
		KafkaClientProperties clients = new KafkaClientProperties(bound, CONNECTION, this.environment);
		assertThat(clients.groupMember()).containsEntry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, expected);
		assertThat(clients.reader(1_000)).containsEntry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, expected);
	}

}
