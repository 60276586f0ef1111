package io.github.dualstream.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.dualstream.harness.history.PublishUnaffected;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many events through many faults, on each engine. {@code soak.engines} says on which,
 * separated by commas; {@code soak.events}, {@code soak.faults} and {@code soak.seed} say
 * how many, and in which order.
 */
@Tag("faults")
@Tag("soak")
class SoakTests {

	private static final List<String> ENGINES = List
		.of(System.getProperty("soak.engines", "kafka,nats,redis-streams").split(",", -1));

	private static final long EVENTS = Long.getLong("soak.events", 100_000);

	private static final int FAULTS = Integer.getInteger("soak.faults", 24);

	private static final long SEED = Long.getLong("soak.seed", System.currentTimeMillis());

	private static final PublishUnaffected UNAFFECTED = new PublishUnaffected(0.5, Duration.ofMillis(500));

	@TempDir
	private Path folder;

	@ParameterizedTest
	@MethodSource("engines")
	void whenEverythingFailsInTurnThenEveryInvariantHolds(EngineKind kind) {
		System.out.printf("soak: %s, soak.seed=%d%n", kind, SEED);
		try (EngineUnderFaults engine = kind.start();
				Subscriber subscriber = engine.subscribe();
				SoakRun run = new SoakRun(engine, this.folder)) {
			schedule(engine).forEach((step) -> step.accept(run));
			run.publish(EVENTS - run.acknowledged());
			run.finish();
			check(kind, run, subscriber);
		}
	}

	static Stream<EngineKind> engines() {
		return Arrays.stream(EngineKind.values())
			.filter((kind) -> ENGINES.contains(kind.toString()) && kind.isInstalled());
	}

	/** Every fault once before any comes again. */
	private static List<Consumer<SoakRun>> schedule(EngineUnderFaults engine) {
		Random random = new Random(SEED);
		List<Consumer<SoakRun>> all = new ArrayList<>(List.of(SoakRun::killApplication, SoakRun::endApplication));
		engine.faults().forEach((fault) -> all.add((run) -> run.suffer(fault)));
		List<Consumer<SoakRun>> schedule = new ArrayList<>();
		while (schedule.size() < FAULTS) {
			Collections.shuffle(all, random);
			schedule.addAll(all);
		}
		return schedule.subList(0, FAULTS);
	}

	private static void check(EngineKind kind, SoakRun run, Subscriber subscriber) {
		Evidence evidence = run.evidence();
		System.out.println("soak: " + FAULTS + " faults; " + evidence.summary());
		evidence.assertDurable(kind).assertReceived(subscriber, kind);
		run.samples().forEach(evidence::assertAccounted);
		run.notificationPhases().forEach((healthy, troubled) -> {
			System.out.println("soak: " + evidence.compare(healthy, troubled));
			assertThat(UNAFFECTED.check(evidence.operations(), healthy, troubled)).isEmpty();
		});
		assertThat(evidence.operations()).hasSizeGreaterThanOrEqualTo(Math.toIntExact(EVENTS));
	}

}
