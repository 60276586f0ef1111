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
import io.github.dualstream.test.history.LogRecord;
import io.github.dualstream.test.history.Phase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One of three brokers in trouble: publishing and handling go on with the others.
 */
class KafkaClusterFaultTests {

	private static final int PARTITIONS = 3;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

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
	void whenALeaderIsKilledThenPublishingGoesOnWithin12SecondsAndHandlingAsWell() {
		assertGoesOn("leader-killed", KafkaServer::kill, KafkaServer::restart, Duration.ofSeconds(12));
	}

	@Test
	void whenALeaderHangsThenPublishingGoesOnWithin15SecondsAndHandlingAsWell() {
		assertGoesOn("leader-hung", KafkaServer::pause, KafkaServer::resume, Duration.ofSeconds(15));
	}

	private void assertGoesOn(String name, Consumer<KafkaServer> begin, Consumer<KafkaServer> end,
			Duration longestGap) {
		Path committed = this.folder.resolve(name + "-group.jsonl");
		try (Service service = start(name);
				RedisMessages messages = RedisMessages.psubscribe(redis.host(), redis.port(), "events:*");
				GroupWatch watch = GroupWatch.start(kafka.bootstrapServers(), name, name, committed);
				Member member = Member.start(this.folder, name + "-member", name,
						Map.of("spring.kafka.bootstrap-servers", kafka.bootstrapServers(), "handling.millis", "1"))) {
			watch.awaitCaughtUp(PARTITIONS, PATIENCE);
			service.phase("warm-up", 200);
			KafkaServer leader = kafka.broker(kafka.leaderOf(name, 0));
			long from = System.nanoTime();
			begin.accept(leader);
			service.phase("without one of the leaders", 300);
			Phase fault = new Phase(name, from, service.phase("still without it", 200).to());
			// while a broker is away, Kafka's Admin cannot be relied on to say where the
			// log ends
			long handled = member.finished();
			service.phase("handling goes on as well", 100);
			await().atMost(PATIENCE).until(() -> member.finished() >= handled + 100);
			end.accept(leader);
			service.phase("with all of them", 200);
			service.finish();
			watch.awaitCaughtUp(PARTITIONS, PATIENCE);
			kafka.awaitInSync(name);
			HandlingEvidence handling = HandlingEvidence
				.of(List.of(committed, member.history()), LogRecord.readAll(kafka.bootstrapServers(), name))
				.assertHandled();
			Evidence evidence = Evidence.of(List.of(service.history()), kafka.bootstrapServers(), name)
				.assertDurable()
				.assertAccounted(name, service.samples())
				.assertReceived(messages);
			System.out.printf("%s: %d ms without an acknowledgement; %s; %s%n", name,
					evidence.longestGap(fault).toMillis(), evidence.summary(), handling.summary());
			assertThat(evidence.longestGap(fault)).isLessThan(longestGap);
		}
	}

	private Service start(String name) {
		return Service.start(this.folder, name,
				Map.of("spring.kafka.bootstrap-servers", kafka.bootstrapServers(), "spring.data.redis.host",
						redis.host(), "spring.data.redis.port", Integer.toString(redis.port()), "workload.rate", "50"));
	}

}
