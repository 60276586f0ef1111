package io.github.dualstream.sample;

import java.util.Map;

import io.github.dualstream.test.DualStreamServers;
import org.junit.jupiter.api.Tag;

import org.springframework.boot.test.context.SpringBootTest;

/**
 * The sample with Redis only.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		args = { "--dual-stream.transport.log=redis-streams", "--dual-stream.transport.bus=redis" })
@DualStreamServers(kafka = false)
@Tag("containers")
class SampleOnRedisStreamsTests extends SampleEngineTests {

	@Override
	Map<String, String> engines() {
		return Map.of("redisStreams", "Redis Streams", "redis", "Redis");
	}

}
