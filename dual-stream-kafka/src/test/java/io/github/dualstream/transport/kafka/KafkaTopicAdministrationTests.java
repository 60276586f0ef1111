package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.dualstream.transport.TopicAdministrationException;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KafkaTopicAdministrationTests {

	@Test
	void whenNoServerIsKnownThenTheInnermostCauseIsTold() {
		KafkaAdministration unreachable = new KafkaAdministration(
				() -> Admin.create(Map.of("bootstrap.servers", "no-such-host.invalid:9092")));
		KafkaTopicAdministration topics = new KafkaTopicAdministration(unreachable, new RecordSizeLimits(), 1_000,
				Duration.ofSeconds(1));
		assertThatExceptionOfType(TopicAdministrationException.class)
			.isThrownBy(() -> topics.describe(List.of("orders")))
			.withMessageStartingWith("Could not connect to Kafka")
			.withMessageContaining("bootstrap.servers");
	}

}
