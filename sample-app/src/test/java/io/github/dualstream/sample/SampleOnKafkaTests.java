package io.github.dualstream.sample;

import java.util.Map;

import io.github.dualstream.test.DualStreamServers;
import org.junit.jupiter.api.Tag;

import org.springframework.boot.test.context.SpringBootTest;

/**
 * The sample with its defaults, Kafka and Redis.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DualStreamServers
@Tag("containers")
class SampleOnKafkaTests extends SampleEngineTests {

	@Override
	Map<String, String> engines() {
		return Map.of("kafka", "Kafka", "redis", "Redis");
	}

}
