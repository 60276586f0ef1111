package io.github.dualstream.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.dualstream.test.KafkaCluster;
import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.test.RedisMessages;
import io.github.dualstream.test.RedisServer;
import io.github.dualstream.test.history.Phase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One of three brokers in trouble: publishing goes on with the others.
 */
class KafkaClusterFaultTests {

	private static KafkaCluster kafka;

	private static RedisServer redis;

	@TempDir
	private Path folder;

	@BeforeAll
	static void startServers() {
		kafka = KafkaCluster.start();
		redis = RedisServer.start();
	}

	@AfterAll
	static void stopServers() {
		redis.close();
		kafka.close();
	}

	@Test
	void whenALeaderIsKilledThenPublishingGoesOnWithin12Seconds() {
		assertGoesOn("leader-killed", KafkaServer::kill, KafkaServer::restart, Duration.ofSeconds(12));
	}

	@Test
	void whenALeaderHangsThenPublishingGoesOnWithin15Seconds() {
		assertGoesOn("leader-hung", KafkaServer::pause, KafkaServer::resume, Duration.ofSeconds(15));
	}

	private void assertGoesOn(String name, Consumer<KafkaServer> begin, Consumer<KafkaServer> end,
			Duration longestGap) {
		try (Service service = start(name);
				RedisMessages messages = RedisMessages.psubscribe(redis.host(), redis.port(), "events:*")) {
			service.phase("warm-up", 200);
			KafkaServer leader = kafka.broker(kafka.leaderOf(name, 0));
			long from = System.nanoTime();
			begin.accept(leader);
			service.phase("without one of the leaders", 300);
			Phase fault = new Phase(name, from, service.phase("still without it", 200).to());
			end.accept(leader);
			service.phase("with all of them", 200);
			service.finish();
			kafka.awaitInSync(name);
			Evidence evidence = Evidence.of(List.of(service.history()), kafka.bootstrapServers(), name)
				.assertDurable()
				.assertAccounted(name, service.samples())
				.assertReceived(messages);
			System.out.printf("%s: %d ms without an acknowledgement; %s%n", name, evidence.longestGap(fault).toMillis(),
					evidence.summary());
			assertThat(evidence.longestGap(fault)).isLessThan(longestGap);
		}
	}

	private Service start(String name) {
		return Service.start(this.folder, name,
				Map.of("spring.kafka.bootstrap-servers", kafka.bootstrapServers(), "spring.data.redis.host",
						redis.host(), "spring.data.redis.port", Integer.toString(redis.port()), "workload.rate", "50"));
	}

}
