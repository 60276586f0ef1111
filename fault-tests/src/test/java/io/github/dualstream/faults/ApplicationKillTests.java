package io.github.dualstream.faults;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.test.RedisMessages;
import io.github.dualstream.test.RedisServer;
import io.github.dualstream.harness.history.HistoryReader;
import io.github.dualstream.harness.history.Operation;
import io.github.dualstream.harness.history.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application is killed while it publishes; another one publishes again what was
 * open.
 */
@Tag("faults")
class ApplicationKillTests {

	private static final String TOPIC = "kills";

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
	void whenKilledWhilePublishingOrAmidBatchesThenNothingIsLostAndOnlyWhatWasOpenMayBeThereTwice() {
		try (RedisMessages messages = RedisMessages.psubscribe(redis.host(), redis.port(), "events:*")) {
			Path first = publishUntilKilled("first", Map.of());
			Path second = publishUntilKilled("second",
					Map.of("workload.resume", first.toString(), "workload.calls", "batches", "workload.batch", "500"));
			long open = pending(first) + pending(second);
			try (Service third = start("third", Map.of("workload.resume", second.toString()))) {
				third.phase("after the kills", 2_000);
				third.finish();
				Evidence evidence = Evidence
					.of(List.of(first, second, third.history()), kafka.bootstrapServers(), TOPIC)
					.assertDurable()
					.assertAccounted("third", third.samples())
					.assertReceived(messages);
				System.out.printf("%s: %s%n", TOPIC, evidence.summary());
				assertThat(evidence.duplicates()).isLessThanOrEqualTo(open);
				assertThat(evidence.count(Outcome.PENDING)).isEqualTo(open);
			}
		}
	}

	private Path publishUntilKilled(String name, Map<String, String> properties) {
		try (Service service = start(name, properties)) {
			service.phase("before the kill", 2_000);
			service.process().kill();
			assertThat(pending(service.history())).isPositive();
			return service.history();
		}
	}

	private static long pending(Path history) {
		return Operation.of(HistoryReader.read(List.of(history)))
			.stream()
			.filter((operation) -> operation.outcome() == Outcome.PENDING)
			.count();
	}

	private Service start(String name, Map<String, String> properties) {
		Map<String, String> all = new HashMap<>(properties);
		all.put("spring.kafka.bootstrap-servers", kafka.bootstrapServers());
		all.put("spring.data.redis.host", redis.host());
		all.put("spring.data.redis.port", Integer.toString(redis.port()));
		all.put("workload.rate", "0");
		return Service.start(this.folder, name, TOPIC, all);
	}

}
