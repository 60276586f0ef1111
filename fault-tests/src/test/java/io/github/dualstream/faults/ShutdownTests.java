package io.github.dualstream.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.test.RedisServer;
import io.github.dualstream.harness.history.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application is asked to end while it publishes at full speed.
 */
@Tag("faults")
class ShutdownTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final int ENDED_BY_SIGTERM = 143;

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
	void whenEndedUnderLoadThenNothingIsLostNorThereTwiceAndLaterCallsAreRefused() throws IOException {
		assertEndsWell("shutdown");
	}

	@Test
	void whenEndedUnderLoadWhileRedisHangsThenThatMakesNoDifference() throws IOException {
		redis.pause();
		try {
			assertEndsWell("shutdown-redis-hung");
		}
		finally {
			redis.resume();
		}
	}

	private void assertEndsWell(String name) throws IOException {
		Path finalSample = this.folder.resolve(name + "-final.json");
		try (Service service = Service.start(this.folder, name,
				Map.of("spring.kafka.bootstrap-servers", kafka.bootstrapServers(), "spring.data.redis.host",
						redis.host(), "spring.data.redis.port", Integer.toString(redis.port()), "workload.rate", "0",
						"workload.final-sample", finalSample.toString()))) {
			service.phase("before the end", 2_000);
			long start = System.nanoTime();
			assertThat(service.process().terminate(TIMEOUT)).isEqualTo(ENDED_BY_SIGTERM);
			Duration took = Duration.ofNanos(System.nanoTime() - start);
			List<Sample> samples = new ArrayList<>(service.samples());
			samples.add(new JsonMapper().readValue(Files.readString(finalSample), Sample.class));
			Evidence evidence = Evidence.of(List.of(service.history()), kafka.bootstrapServers(), name)
				.assertDurable()
				.assertAccounted(name, samples);
			System.out.printf("%s: ended within %d ms; %s%n", name, took.toMillis(), evidence.summary());
			assertThat(evidence.duplicates()).isZero();
			assertThat(evidence.count(Outcome.UNKNOWN)).isZero();
			assertThat(evidence.count(Outcome.FAILED)).isPositive();
			assertThat(evidence.operations()).filteredOn((operation) -> operation.outcome() == Outcome.FAILED)
				.allSatisfy((operation) -> assertThat(operation.error()).startsWith("PublishFailedException")
					.contains("has stopped"));
		}
	}

}
