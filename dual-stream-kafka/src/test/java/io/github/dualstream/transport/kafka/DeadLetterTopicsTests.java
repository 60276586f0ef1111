package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.dualstream.consumer.deadletter.DeadLetterTopics;
import io.github.dualstream.transport.TopicSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class DeadLetterTopicsTests {

	private static TopicSettings settings(Integer partitions, Integer minInSyncReplicas, Duration retention) {
		return new TopicSettings(partitions, null, minInSyncReplicas, retention, null, null, null, Map.of());
	}

	@Test
	void whenADeadLetterTopicIsCreatedThenItIsLikeItsOriginAndAsConfigured() {
		try (KafkaLog kafka = KafkaLog.shared()) {
			kafka.create(Map.of("origin", settings(3, 1, Duration.ofHours(1))));
			TopicSettings configured = settings(7, null, Duration.ofDays(30));
			new DeadLetterTopics(kafka.topics, (topic) -> topic + "-dlt",
					(name, defaults) -> configured.orElse(defaults))
				.create(List.of("origin"));
			kafka.topics.awaitReady(List.of("origin-dlt"));
			TopicSettings created = kafka.topics.describe(List.of("origin-dlt")).get("origin-dlt").settings();
			assertThat(created.partitions()).as("as many as the origin has").isEqualTo(3);
			assertThat(created.minInSyncReplicas()).isEqualTo(1);
			assertThat(created.retention()).isEqualTo(Duration.ofDays(30));
		}
	}

}
