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
import io.github.dualstream.harness.history.Phase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One of three brokers in trouble: publishing and handling go on with the others.
 */
@Tag("faults")
class KafkaClusterFaultTests {

	private static final String TOPIC = "leaders";

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
	void whenALeaderIsKilledOrHangsThenPublishingAndHandlingSoonGoOn() {
		Path committed = this.folder.resolve("group.jsonl");
		try (Service service = Service.start(this.folder, TOPIC, servers("workload.rate", "50"));
				RedisMessages messages = RedisMessages.psubscribe(redis.host(), redis.port(), "events:*");
				GroupWatch watch = GroupWatch.start(kafka.bootstrapServers(), TOPIC, TOPIC, committed);
				Member member = Member.start(this.folder, "member", TOPIC, servers("handling.millis", "1"))) {
			watch.awaitCaughtUp(PARTITIONS, PATIENCE);
			service.phase("warm-up", 200);
			Phase killed = without("killed", KafkaServer::kill, KafkaServer::restart, service, member);
			watch.awaitCaughtUp(PARTITIONS, PATIENCE);
			kafka.awaitInSync(TOPIC);
			Phase hung = without("hung", KafkaServer::pause, KafkaServer::resume, service, member);
			service.finish();
			watch.awaitCaughtUp(PARTITIONS, PATIENCE);
			kafka.awaitInSync(TOPIC);
			HandlingEvidence handling = HandlingEvidence
				.of(List.of(committed, member.history()), KafkaLog.readAll(kafka.bootstrapServers(), TOPIC))
				.assertHandled();
			Evidence evidence = Evidence.of(List.of(service.history()), kafka.bootstrapServers(), TOPIC)
				.assertDurable()
				.assertAccounted(TOPIC, service.samples())
				.assertReceived(messages);
			System.out.printf("a leader killed: %d ms without an acknowledgement, hung: %d ms; %s; %s%n",
					evidence.longestGap(killed).toMillis(), evidence.longestGap(hung).toMillis(), evidence.summary(),
					handling.summary());
			assertThat(evidence.longestGap(killed)).isLessThan(Duration.ofSeconds(12));
			assertThat(evidence.longestGap(hung)).isLessThan(Duration.ofSeconds(15));
		}
	}

	private static Phase without(String name, Consumer<KafkaServer> begin, Consumer<KafkaServer> end, Service service,
			Member member) {
		KafkaServer leader = kafka.broker(kafka.leaderOf(TOPIC, 0));
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
		return fault;
	}

	private static Map<String, String> servers(String name, String value) {
		return Map.of("spring.kafka.bootstrap-servers", kafka.bootstrapServers(), "spring.data.redis.host",
				redis.host(), "spring.data.redis.port", Integer.toString(redis.port()), name, value);
	}

}
