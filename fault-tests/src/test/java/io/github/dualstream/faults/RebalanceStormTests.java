package io.github.dualstream.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.test.RedisServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Members join and leave every two seconds: every event is handled, in order, and once
 * calm returns the group goes on within ten seconds.
 */
@Tag("faults")
class RebalanceStormTests {

	private static final int PARTITIONS = 3;

	private static final Duration EVERY = Duration.ofSeconds(2);

	private static final Duration CALM = Duration.ofSeconds(10);

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
	void whenMembersJoinAndLeaveThenEveryEventIsHandledInOrder() {
		assertHandled("storm", Duration.ofSeconds(20));
	}

	@Test
	@Tag("soak")
	void whenMembersJoinAndLeaveForFiveMinutesThenEveryEventIsHandledInOrder() {
		assertHandled("long-storm", Duration.ofMinutes(5));
	}

	private void assertHandled(String topic, Duration duration) {
		Path committed = this.folder.resolve("group.jsonl");
		List<Path> histories = new ArrayList<>(List.of(committed));
		try (Service service = Service.start(this.folder, topic,
				Map.of("spring.kafka.bootstrap-servers", kafka.bootstrapServers(), "spring.data.redis.host",
						redis.host(), "spring.data.redis.port", Integer.toString(redis.port()), "workload.rate", "25"));
				GroupWatch watch = GroupWatch.start(kafka.bootstrapServers(), topic, topic, committed)) {
			try (RebalanceStorm storm = new RebalanceStorm(kafka.bootstrapServers(), topic, this.folder)) {
				histories.addAll(storm.histories());
				rage(storm, duration);
				Duration calm = watch.awaitCaughtUp(PARTITIONS, CALM);
				service.finish();
				watch.awaitCaughtUp(PARTITIONS, CALM);
				System.out.printf("%s: caught up %d ms after the storm%n", topic, calm.toMillis());
			}
			Evidence published = Evidence.of(List.of(service.history()), kafka.bootstrapServers(), topic)
				.assertDurable();
			HandlingEvidence evidence = HandlingEvidence
				.of(histories, KafkaLog.readAll(kafka.bootstrapServers(), topic))
				.assertHandled();
			System.out.printf("%s: %s; %s%n", topic, published.summary(), evidence.summary());
			assertThat(evidence.log()).hasSizeGreaterThan(Math.toIntExact(duration.toSeconds()) * 10);
		}
	}

	/** The interval is the fault itself, not something to wait for. */
	private static void rage(RebalanceStorm storm, Duration duration) {
		long end = System.nanoTime() + duration.toNanos();
		Awaitility.await("the storm is over")
			.atMost(duration.plus(Duration.ofMinutes(1)))
			.pollDelay(EVERY)
			.pollInterval(EVERY)
			.until(() -> {
				storm.next();
				return System.nanoTime() >= end;
			});
	}

}
