package io.github.dualstream.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.dualstream.test.RedisMessages;
import io.github.dualstream.harness.history.PublishUnaffected;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many events through many faults. {@code soak.events}, {@code soak.faults} and
 * {@code soak.seed} say how many, and in which order.
 */
@Tag("soak")
class SoakTests {

	private static final long EVENTS = Long.getLong("soak.events", 100_000);

	private static final int FAULTS = Integer.getInteger("soak.faults", 24);

	private static final long SEED = Long.getLong("soak.seed", System.currentTimeMillis());

	private static final PublishUnaffected UNAFFECTED = new PublishUnaffected(0.5, Duration.ofMillis(500));

	@TempDir
	private Path folder;

	@Test
	void whenEverythingFailsInTurnThenEveryInvariantHolds() {
		List<SoakFault> schedule = SoakFault.schedule(SEED, FAULTS);
		System.out.println("soak.seed=" + SEED);
		try (SoakServers servers = SoakServers.start();
				RedisMessages messages = servers.subscribe();
				SoakRun run = new SoakRun(servers, this.folder)) {
			schedule.forEach(run::suffer);
			run.publish(EVENTS - run.acknowledged());
			run.finish();
			check(run, messages);
		}
	}

	private static void check(SoakRun run, RedisMessages messages) {
		Evidence evidence = run.evidence();
		System.out.println("soak: " + FAULTS + " faults; " + evidence.summary());
		evidence.assertDurable().assertReceived(messages);
		run.samples().forEach(evidence::assertAccounted);
		run.redisPhases().forEach((healthy, troubled) -> {
			System.out.println("soak: " + evidence.compare(healthy, troubled));
			assertThat(UNAFFECTED.check(evidence.operations(), healthy, troubled)).isEmpty();
		});
		assertThat(evidence.operations()).hasSizeGreaterThanOrEqualTo(Math.toIntExact(EVENTS));
	}

}
