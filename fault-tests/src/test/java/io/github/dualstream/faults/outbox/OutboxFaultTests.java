package io.github.dualstream.faults.outbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.dualstream.faults.KillStorm;
import io.github.dualstream.test.ApplicationProcess;
import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.test.PostgresServer;
import io.github.dualstream.harness.TcpProxy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Services with an outbox in PostgreSQL, while something fails: what was committed is in
 * the log, nothing else is, and that in order. {@code outbox.kills} and
 * {@code streams.kills} say how many kills the long runs have.
 */
@Tag("faults")
class OutboxFaultTests {

	private static final int KILLS = Integer.getInteger("outbox.kills", 500);

	private static final int STREAM_KILLS = Integer.getInteger("streams.kills", 200);

	static final String FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";

	private static KafkaServer kafka;

	private OrdersDatabase database;

	@BeforeAll
	static void startKafka() {
		kafka = KafkaServer.start();
	}

	@AfterAll
	static void stopKafka() {
		kafka.close();
	}

	@BeforeEach
	void startDatabase() {
		this.database = OrdersDatabase.start();
	}

	@AfterEach
	void stopDatabase() {
		this.database.close();
	}

	@Test
	void whenTheServiceIsKilledThenNothingIsLostAndAtMostABatchIsSentTwice() {
		try (OutboxRun run = run("outbox-kills")) {
			ApplicationProcess service = run.service();
			for (int i = 0; i < 2; i++) {
				run.awaitCommits(300);
				service.restart();
			}
			run.awaitCommits(300);
			run.finish();
			assertThat(run.check()).isLessThanOrEqualTo(3 * OutboxRun.BATCH_SIZE);
		}
	}

	@Test
	@Tag("soak")
	void whenServicesAreKilledVeryOftenThenNothingIsLostAndAtMostABatchIsSentTwice() {
		try (OutboxRun run = run("outbox-many-kills"); KillStorm storm = run.storm(3)) {
			storm.kill(KILLS);
			run.finish();
			// with those that finish() kills
			assertThat(run.check()).isLessThanOrEqualTo((KILLS + 3L) * OutboxRun.BATCH_SIZE);
		}
	}

	@Test
	void whenServicesThatAppendToStreamsAreKilledThenVersionsHaveNoGapsAndTheLogTheirOrder() {
		killAppending("streams-kills", 10);
	}

	@Test
	@Tag("soak")
	void whenServicesThatAppendToStreamsAreKilledVeryOftenThenVersionsHaveNoGapsAndTheLogTheirOrder() {
		killAppending("streams-many-kills", STREAM_KILLS);
	}

	private void killAppending(String topic, int kills) {
		try (OutboxRun run = run(topic); KillStorm storm = run.storm(2, "orders.streams=true")) {
			storm.kill(kills);
			run.finish();
			// with those that finish() kills
			assertThat(run.check()).isLessThanOrEqualTo((kills + 2L) * OutboxRun.BATCH_SIZE);
			run.checkStreams();
		}
	}

	@Test
	@Tag("soak")
	@EnabledIf(value = "isFaketimeInstalled", disabledReason = "needs " + FAKETIME + " (apt-get install libfaketime)")
	void whenTheClocksOfInstancesAreAnHourOffThenTheyShareTheWorkAsEver() {
		try (OutboxRun run = run("outbox-clocks")) {
			ApplicationProcess fast = run.serviceWithClock("+1h");
			ApplicationProcess slow = run.serviceWithClock("-1h");
			awaitShares(32, 32);
			run.awaitCommits(500);
			fast.kill();
			awaitShares(64);
			run.awaitProgress();
			fast.restart();
			awaitShares(32, 32);
			slow.kill();
			run.awaitProgress();
			run.finish();
			assertThat(run.check()).isLessThanOrEqualTo(3 * OutboxRun.BATCH_SIZE);
		}
	}

	static boolean isFaketimeInstalled() {
		return Files.isReadable(Path.of(FAKETIME));
	}

	@Test
	void whenTheDatabaseIsKilledOrItsAnswersAreLostThenEventsFollowWhatWasCommitted() {
		try (TcpProxy proxy = TcpProxy.to("127.0.0.1", this.database.server().port());
				OutboxRun run = run("outbox-database")) {
			run.service("spring.datasource.url=" + PostgresServer.jdbcUrl(proxy.port()));
			for (int i = 0; i < 2; i++) {
				run.awaitCommits(500);
				this.database.server().kill();
				this.database.server().restart();
			}
			run.awaitCommits(500);
			run.awaitProgress();
			for (int i = 0; i < 5; i++) {
				run.awaitCommits(100);
				proxy.cut();
				proxy.heal();
			}
			run.awaitCommits(300);
			run.awaitProgress();
			run.finish();
			run.check();
		}
	}

	@Test
	void whenARelayIsStoppedPastItsLeaseThenTheOthersTakeOverInOrder() {
		try (OutboxRun run = run("outbox-stopped")) {
			ApplicationProcess first = run.service();
			run.smallService();
			run.smallService();
			awaitShares(20, 22, 22);
			run.awaitCommits(500);
			first.pause();
			awaitShares(32, 32);
			run.awaitProgress();
			first.resume();
			await().until(() -> this.database.shares().size() == 3);
			run.awaitCommits(500);
			run.finish();
			assertThat(run.check()).isLessThanOrEqualTo(3 * OutboxRun.BATCH_SIZE);
		}
	}

	@Test
	void whenKafkaIsDownThenEventsWaitAndGoOutInOrder() {
		kafkaOutage("outbox-kafka-down", Duration.ofSeconds(12));
	}

	@Test
	@Tag("soak")
	void whenKafkaIsDownForAMinuteThenEventsWaitAndGoOutInOrder() {
		kafkaOutage("outbox-kafka-down-long", Duration.ofMinutes(1));
	}

	/** Longer than an event may be on its way, so that sends end as unknown. */
	private void kafkaOutage(String topic, Duration outage) {
		try (OutboxRun run = run(topic)) {
			run.service();
			run.awaitCommits(500);
			kafka.kill();
			long start = System.nanoTime();
			long before = this.database.committed();
			await().atMost(outage.plusSeconds(60))
				.until(() -> System.nanoTime() - start > outage.toNanos() && this.database.committed() > before + 1000);
			assertThat(this.database.waiting()).isGreaterThan(1000);
			kafka.restart();
			run.awaitProgress();
			run.finish();
			run.check();
		}
	}

	private void awaitShares(Integer... shares) {
		await().untilAsserted(() -> assertThat(this.database.shares()).containsExactlyInAnyOrder(shares));
	}

	private OutboxRun run(String topic) {
		return new OutboxRun(this.database, kafka, topic);
	}

}
