package io.github.dualstream.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.test.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Processes that handle events are killed and stopped: others take over, in order, and
 * nothing is committed that is not done.
 */
@Tag("faults")
class ConsumerFaultTests {

	private static final String TOPIC = "members";

	private static final int PARTITIONS = 3;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	/** A session of 6 s has to end before others get the partitions. */
	private static final Duration TAKE_OVER = Duration.ofSeconds(6 + 10);

	private static KafkaServer kafka;

	private static RedisServer redis;

	@TempDir
	private Path folder;

	private final List<Path> histories = new ArrayList<>();

	private final List<Member> members = new ArrayList<>();

	private Service publishing;

	private GroupWatch watch;

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

	@BeforeEach
	void publish() {
		this.publishing = Service.start(this.folder, TOPIC, servers("workload.rate", "25"));
		this.histories.add(this.folder.resolve("group.jsonl"));
		this.watch = GroupWatch.start(kafka.bootstrapServers(), TOPIC, TOPIC, this.histories.get(0));
	}

	@AfterEach
	void stop() {
		this.members.forEach(Member::close);
		this.watch.close();
		this.publishing.close();
	}

	@Test
	void whenAMemberIsKilledOrStoppedAmidHandlingThenAnotherHandlesWhatItHadNotDone() {
		Member other = member("other");
		kill(member("killed"));
		stopUntilItsSessionEnds(member("stopped"), other);
		this.publishing.finish();
		this.watch.awaitCaughtUp(PARTITIONS, PATIENCE);
		Evidence published = Evidence.of(List.of(this.publishing.history()), kafka.bootstrapServers(), TOPIC)
			.assertDurable();
		HandlingEvidence handled = HandlingEvidence.of(this.histories, published.log()).assertHandled();
		System.out.printf("members killed and stopped: %s; %s%n", published.summary(), handled.summary());
	}

	private void kill(Member victim) {
		await().atMost(PATIENCE).until(() -> victim.finished() > 50);
		victim.process().kill();
		assertTakenOver("killed");
		// what was handled again is what was done since the last commit, and what had
		// begun
		assertThat(HandlingEvidence.of(this.histories, List.of()).again()).isLessThan(500);
	}

	private void stopUntilItsSessionEnds(Member victim, Member other) {
		long others = other.finished();
		await().atMost(PATIENCE).until(() -> victim.finished() > 50 && other.finished() > others + 50);
		victim.process().pause();
		try {
			assertTakenOver("stopped");
		}
		finally {
			victim.process().resume();
		}
		long before = victim.finished();
		await("it is back at work").atMost(PATIENCE).until(() -> victim.finished() > before + 50);
	}

	private void assertTakenOver(String how) {
		Duration gap = this.watch.awaitCaughtUp(PARTITIONS, PATIENCE);
		System.out.printf("%s: caught up with what was published by then after %d ms%n", how, gap.toMillis());
		assertThat(gap).isLessThan(TAKE_OVER.plusSeconds(10));
	}

	private Member member(String name) {
		Member member = Member.start(this.folder, name, TOPIC, servers("handling.millis", "5"));
		this.members.add(member);
		this.histories.add(member.history());
		return member;
	}

	private static Map<String, String> servers(String name, String value) {
		Map<String, String> properties = new HashMap<>();
		properties.put("spring.kafka.bootstrap-servers", kafka.bootstrapServers());
		properties.put("spring.data.redis.host", redis.host());
		properties.put("spring.data.redis.port", Integer.toString(redis.port()));
		properties.put(name, value);
		return properties;
	}

}
