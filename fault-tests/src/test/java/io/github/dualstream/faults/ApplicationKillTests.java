package io.github.dualstream.faults;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.test.RedisMessages;
import io.github.dualstream.test.RedisServer;
import io.github.dualstream.test.history.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application is killed while it publishes; another one publishes again what was
 * open.
 */
class ApplicationKillTests {

	private static KafkaServer kafka;

	private static RedisServer redis;

	@TempDir
	private Path folder;

	@BeforeAll
	static void startServers() {
		kafka = KafkaServer.start();
		redis = RedisServer.start();
	}

	@AfterAll
	static void stopServers() {
		redis.close();
		kafka.close();
	}

	@Test
	void whenKilledWhilePublishingThenNothingIsLostAndOnlyWhatWasOpenMayBeThereTwice() {
		assertNothingIsLost("killed", Map.of("workload.rate", "0"));
	}

	@Test
	void whenKilledAmidBatchesThenNothingIsLostAndOnlyWhatWasOpenMayBeThereTwice() {
		assertNothingIsLost("killed-amid-batches",
				Map.of("workload.rate", "0", "workload.calls", "batches", "workload.batch", "500"));
	}

	private void assertNothingIsLost(String topic, Map<String, String> properties) {
		try (RedisMessages messages = RedisMessages.psubscribe(redis.host(), redis.port(), "events:*");
				Service first = start(topic, topic + "-1", properties)) {
			first.phase("before the kill", 2_000);
			first.process().kill();
			long open = first.operations()
				.stream()
				.filter((operation) -> operation.outcome() == Outcome.PENDING)
				.count();
			assertThat(open).isPositive();
			Map<String, String> resuming = new HashMap<>(properties);
			resuming.put("workload.resume", first.history().toString());
			try (Service second = start(topic, topic + "-2", resuming)) {
				second.phase("after the kill", 2_000);
				second.finish();
				Evidence evidence = Evidence
					.of(List.of(first.history(), second.history()), kafka.bootstrapServers(), topic)
					.assertDurable()
					.assertAccounted(topic + "-2", second.samples())
					.assertReceived(messages);
				System.out.printf("%s: %s%n", topic, evidence.summary());
				assertThat(evidence.duplicates()).isLessThanOrEqualTo(open);
				assertThat(evidence.count(Outcome.PENDING)).isEqualTo(open);
			}
		}
	}

	private Service start(String topic, String name, Map<String, String> properties) {
		Map<String, String> all = new HashMap<>(properties);
		all.put("spring.kafka.bootstrap-servers", kafka.bootstrapServers());
		all.put("spring.data.redis.host", redis.host());
		all.put("spring.data.redis.port", Integer.toString(redis.port()));
		return Service.start(this.folder, name, topic, all);
	}

}
