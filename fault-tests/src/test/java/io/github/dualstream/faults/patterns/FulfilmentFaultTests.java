package io.github.dualstream.faults.patterns;

import java.time.Duration;

import io.github.dualstream.faults.KillStorm;
import io.github.dualstream.test.ApplicationProcess;
import io.github.dualstream.test.KafkaServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.awaitility.Awaitility.await;

/**
 * Services with a saga and a projection in PostgreSQL, while they are killed or stopped:
 * invariants M and N. {@code fulfilment.kills} says how many kills the long run has.
 */
@Tag("faults")
class FulfilmentFaultTests {

	private static final int KILLS = Integer.getInteger("fulfilment.kills", 200);

	private KafkaServer kafka;

	private FulfilmentDatabase database;

	@BeforeEach
	void startServers() {
		this.kafka = KafkaServer.start();
		this.database = FulfilmentDatabase.start();
	}

	@AfterEach
	void stopServers() {
		this.database.close();
		this.kafka.close();
	}

	@Test
	void whenServicesAreKilledThenEachEventIsTakenOnceAndEachStepIssuedOnce() {
		kill("fulfilment-kills", 10);
	}

	@Test
	@Tag("soak")
	void whenServicesAreKilledVeryOftenThenEachEventIsTakenOnceAndEachStepIssuedOnce() {
		kill("fulfilment-many-kills", KILLS);
	}

	private void kill(String topic, int kills) {
		try (FulfilmentRun run = new FulfilmentRun(this.database, this.kafka, topic); KillStorm storm = run.storm()) {
			run.read("one");
			run.read("other");
			storm.kill(kills);
			run.finish();
		}
	}

	@Test
	void whenAServiceHangsAndContinuesThenEachEventIsTakenOnceAndEachStepIssuedOnce() {
		try (FulfilmentRun run = new FulfilmentRun(this.database, this.kafka, "fulfilment-hang")) {
			ApplicationProcess first = run.service();
			run.service();
			run.read("one");
			run.awaitRebuild();
			run.awaitSteps();
			first.pause();
			long before = this.database.steps();
			// the other one takes over, which is after the session has timed out
			await().atMost(Duration.ofMinutes(1)).until(() -> this.database.steps() > before + 200);
			first.resume();
			run.awaitSteps();
			run.finish();
		}
	}

}
