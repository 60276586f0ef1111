package io.github.dualstream.sample;

import java.util.Map;

import io.github.dualstream.test.DualStreamServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;

import org.springframework.boot.test.context.SpringBootTest;

/**
 * The sample with NATS only.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		args = { "--dual-stream.transport.log=nats", "--dual-stream.transport.bus=nats" })
@DualStreamServers(kafka = false, redis = false, nats = true)
@EnabledIf(value = "io.github.dualstream.test.ServerKind#natsIsAvailable",
		disabledReason = "needs an installed nats-server, or containers")
@Tag("containers")
class SampleOnNatsTests extends SampleEngineTests {

	@Override
	Map<String, String> engines() {
		return Map.of("jetstream", "JetStream", "nats", "NATS");
	}

}
