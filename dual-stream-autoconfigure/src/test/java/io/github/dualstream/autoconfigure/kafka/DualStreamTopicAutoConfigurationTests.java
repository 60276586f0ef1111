package io.github.dualstream.autoconfigure.kafka;

import java.util.List;

import io.github.dualstream.topic.TopicStrategy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DualStreamTopicAutoConfiguration}.
 */
class DualStreamTopicAutoConfigurationTests {

	@ParameterizedTest
	@CsvSource({ "localhost:9092,CREATE_ONLY", "127.0.0.1:9092,CREATE_ONLY", "[::1]:9092,CREATE_ONLY",
			"PLAINTEXT://localhost:9092,CREATE_ONLY", "kafka:9092,VALIDATE_ONLY",
			"localhost.example.org:9092,VALIDATE_ONLY", "127.0.0.1.example.org:9092,VALIDATE_ONLY",
			"'localhost:9092,kafka:9092',VALIDATE_ONLY" })
	void topicsAreCreatedByDefaultWhereKafkaIsThisMachine(String servers, TopicStrategy strategy) {
		assertThat(DualStreamTopicAutoConfiguration.defaultStrategy(List.of(servers.split(",", -1))))
			.isEqualTo(strategy);
	}

}
