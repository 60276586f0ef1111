package io.github.dualstream.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/**
 * One server with both log and bus in trouble, under publishers, consumers and feeds:
 * what was acknowledged is there, everything is handled in order, and each client sees
 * each event once. {@code soak.engine-rounds} says how often the long run repeats all
 * faults.
 */
@Tag("faults")
class EngineFaultTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final int PARTITIONS = 3;

	private static final int FAILURES = 8;

	private static final int EVENTS = 200;

	private static final int SOAK_ROUNDS = Integer.getInteger("soak.engine-rounds", 3);

	/** Those that differ most; the others take their turn in the long run. */
	private static final List<String> SHORT = List.of("server killed", "server hung", "network CUT", "storage full",
			"memory full");

	@TempDir
	private Path folder;

	@ParameterizedTest
	@EnumSource(names = { "NATS", "REDIS_STREAMS" })
	void whenTheServerFailsThenEverythingGoesOnWithoutLossOrDisorder(EngineKind kind) throws Exception {
		assumeThat(kind.isInstalled()).isTrue();
		try (EngineUnderFaults engine = kind.start()) {
			suffer(kind, engine, kind + "-faults",
					engine.faults().stream().filter((fault) -> SHORT.contains(fault.name())).toList());
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "NATS", "REDIS_STREAMS" })
	@Tag("soak")
	void whenTheServerFailsAgainAndAgainThenEverythingGoesOnWithoutLossOrDisorder(EngineKind kind) throws Exception {
		assumeThat(kind.isInstalled()).isTrue();
		try (EngineUnderFaults engine = kind.start()) {
			List<EngineFault> faults = engine.faults();
			suffer(kind, engine, kind + "-soak",
					Stream.generate(() -> faults).limit(SOAK_ROUNDS).flatMap(List::stream).toList());
		}
	}

	private void suffer(EngineKind kind, EngineUnderFaults engine, String topic, List<EngineFault> faults)
			throws Exception {
		Path committed = this.folder.resolve("group.jsonl");
		Map<String, String> connection = new HashMap<>(engine.connection());
		connection.put("workload.rate", "50");
		try (Subscriber subscriber = engine.subscribe();
				FeedRun feeds = new FeedRun(this.folder, topic, connection, () -> engine.log(topic));
				GroupWatch watch = GroupWatch.start(engine.offsets(topic, topic), committed);
				Member member = Member.start(this.folder, "member", topic, memberConnection(engine))) {
			feeds.flow("all is well", EVENTS);
			for (EngineFault fault : faults) {
				long start = System.nanoTime();
				fault.begin().run();
				awaitEffect(fault, feeds.publisher());
				fault.end().run();
				feeds.flow("after " + fault, EVENTS);
				System.out.printf("%s: %s, with its end and %d events %d ms%n", topic, fault, EVENTS,
						(System.nanoTime() - start) / 1_000_000);
			}
			assertThat(feeds.check()).isZero();
			watch.awaitCaughtUp(PARTITIONS, PATIENCE);
			Evidence published = Evidence.of(List.of(feeds.publisher().history()), engine.log(topic))
				.assertDurable(kind)
				.assertAccounted(topic, feeds.publisher().samples())
				.assertReceived(subscriber, kind);
			HandlingEvidence handled = HandlingEvidence.of(List.of(committed, member.history()), published.log())
				.assertHandled();
			System.out.printf("%s: %s; %s%n", topic, published.summary(), handled.summary());
		}
	}

	private static void awaitEffect(EngineFault fault, Service publisher) {
		if (fault.effect() == EngineFault.Effect.STOPS) {
			long before = publisher.failures();
			await("publishes fail: " + fault).atMost(PATIENCE).until(() -> publisher.failures() >= before + FAILURES);
		}
		else {
			publisher.phase(fault.name(), EVENTS);
		}
	}

	private static Map<String, String> memberConnection(EngineUnderFaults engine) {
		Map<String, String> connection = new HashMap<>(engine.connection());
		connection.put("handling.millis", "2");
		return connection;
	}

}
