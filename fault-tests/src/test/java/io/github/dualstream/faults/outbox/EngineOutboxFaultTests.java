package io.github.dualstream.faults.outbox;

import java.time.Duration;

import io.github.dualstream.faults.EngineFault;
import io.github.dualstream.faults.EngineKind;
import io.github.dualstream.faults.EngineUnderFaults;
import io.github.dualstream.test.ApplicationProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/**
 * Services with an outbox in PostgreSQL, while the one server of their log fails, and
 * they themselves: what was committed is in the log, nothing else is, and that in order.
 */
@Tag("faults")
class EngineOutboxFaultTests {

	/** Longer than an event may be on its way, so that sends end as unknown. */
	private static final Duration OUTAGE = Duration.ofSeconds(5);

	@ParameterizedTest
	@EnumSource(names = { "NATS", "REDIS_STREAMS" })
	void whenTheServerAndTheServiceAreKilledThenEventsWaitAndGoOutInOrder(EngineKind kind) {
		assumeThat(kind.isInstalled()).isTrue();
		try (OrdersDatabase database = OrdersDatabase.start();
				EngineUnderFaults engine = kind.start();
				OutboxRun run = OutboxRun.on(database, engine, kind + "-outbox")) {
			ApplicationProcess service = run.service();
			run.awaitCommits(300);
			suffer(fault(engine, "server killed"), database);
			run.awaitProgress();
			service.restart();
			run.awaitCommits(300);
			run.finish();
			// as many as were on their way when the server and the service were killed
			assertThat(run.check()).isLessThanOrEqualTo(4 * OutboxRun.BATCH_SIZE);
		}
	}

	private static EngineFault fault(EngineUnderFaults engine, String name) {
		return engine.faults().stream().filter((fault) -> fault.name().equals(name)).findFirst().orElseThrow();
	}

	private static void suffer(EngineFault fault, OrdersDatabase database) {
		long before = database.committed();
		long start = System.nanoTime();
		fault.begin().run();
		await("transactions go on").atMost(Duration.ofSeconds(60))
			.until(() -> System.nanoTime() - start > OUTAGE.toNanos() && database.committed() > before + 300);
		assertThat(database.waiting()).isGreaterThan(200);
		fault.end().run();
	}

}
