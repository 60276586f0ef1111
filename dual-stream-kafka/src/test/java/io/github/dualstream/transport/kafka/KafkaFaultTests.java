package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.dualstream.BackpressureException;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.Source;
import io.github.dualstream.feed.SourceHistory;
import io.github.dualstream.UnknownOutcomeException;
import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.transport.LogUnavailableException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link KafkaEventLog} and {@link SourceHistory} with a broker that is killed
 * and stopped. Each test leaves it running.
 */
@Timeout(120)
@SuppressWarnings("FutureReturnValueIgnored") // Appends keeps them
@Tag("faults")
class KafkaFaultTests {

	private static final Map<String, Object> IMPATIENT = Map.of("request.timeout.ms", 1000, "delivery.timeout.ms", 2000,
			"max.block.ms", 500);

	private static KafkaServer server;

	@BeforeAll
	static void start() {
		server = KafkaServer.start(Map.of("auto.create.topics.enable", "false"));
	}

	@AfterAll
	static void close() {
		server.close();
	}

	@Test
	void whenTheBrokerHangsThenTheBufferFillsUpAndThereIsBackpressure() throws Exception {
		Appends appends = new Appends("full");
		try (KafkaLog kafka = KafkaLog.on(server.bootstrapServers(),
				Map.of("max.block.ms", 500, "buffer.memory", 65536))) {
			kafka.create("full", 1);
			appends.append(kafka.log, "a", "1").join();
			server.pause();
			long start = System.nanoTime();
			for (int i = 0; i < 100 && appends.failed(BackpressureException.class).isEmpty(); i++) {
				appends.append(kafka.log, "a", json());
			}
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
			assertThat(appends.failed(BackpressureException.class)).hasSize(1);
			server.resume();
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(appends::allDone);
			Awaitility.await().until(() -> !appends.append(kafka.log, "a", "2").isCompletedExceptionally());
			assertThat(appends.append(kafka.log, "a", "3")).succeedsWithin(Duration.ofSeconds(10));
			assertThat(appends.acknowledged()).isGreaterThan(2);
		}
		finally {
			server.resume();
		}
		appends.assertInvariants(server.bootstrapServers());
	}

	@Test
	void whenTheBrokerHangsForTooLongThenTheOutcomeIsUnknownAndLaterEventsAreTaken() throws Exception {
		Appends appends = new Appends("hung");
		try (KafkaLog kafka = KafkaLog.on(server.bootstrapServers(), IMPATIENT)) {
			kafka.create("hung", 1);
			appends.append(kafka.log, "a", "1").join();
			server.pause();
			for (int i = 0; i < 20; i++) {
				appends.append(kafka.log, "a", json());
			}
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(appends::allDone);
			assertThat(appends.failed(UnknownOutcomeException.class)).hasSize(20);
			server.resume();
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.until(() -> !appends.append(kafka.log, "a", "2").handle((position, ex) -> ex != null).join());
		}
		finally {
			server.resume();
		}
		appends.assertInvariants(server.bootstrapServers());
	}

	@Test
	void whenTheBrokerIsKilledWhileEventsAreAppendedThenEachOutcomeIsTrue() throws Exception {
		Appends appends = new Appends("killed");
		try (KafkaLog kafka = KafkaLog.on(server.bootstrapServers(), IMPATIENT)) {
			kafka.create("killed", 3);
			AtomicBoolean stop = new AtomicBoolean();
			Thread publisher = new Thread(() -> {
				for (int i = 0; !stop.get(); i++) {
					appends.append(kafka.log, "source-" + i % 10, json());
				}
			});
			publisher.start();
			Awaitility.await().until(() -> appends.acknowledged() > 200);
			server.kill();
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.until(() -> !appends.failed(UnknownOutcomeException.class).isEmpty());
			stop.set(true);
			publisher.join();
			server.restart();
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(appends::allDone);
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.until(() -> !appends.append(kafka.log, "a", "2").handle((position, ex) -> ex != null).join());
		}
		finally {
			if (!server.isRunning()) {
				server.restart();
			}
		}
		appends.assertInvariants(server.bootstrapServers());
	}

	@Test
	void whenTheBrokerIsAwayFromTheStartThenAppendingFailsWithinMaxBlock() {
		server.kill();
		try (KafkaLog kafka = KafkaLog.on(server.bootstrapServers(), IMPATIENT)) {
			long start = System.nanoTime();
			Appends appends = new Appends("away");
			appends.append(kafka.log, "a", "1");
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500).multipliedBy(4));
			assertThat(appends.failed(PublishFailedException.class)).hasSize(1);
		}
		finally {
			server.restart();
		}
	}

	@Test
	void whenTheBrokerHangsThenReadingFailsWithinItsTimeoutAndSucceedsAfterwards() throws Exception {
		try (KafkaLog kafka = KafkaLog.on(server.bootstrapServers(), IMPATIENT)) {
			kafka.create("history", 1);
			kafka.log.append(Records.record("history", "a", "1")).join();
			SourceHistory history = kafka.history("history");
			Source source = new Source("order", "a");
			assertThat(history.page(source, null, 10).events()).hasSize(1);
			server.pause();
			long start = System.nanoTime();
			assertThatExceptionOfType(LogUnavailableException.class).isThrownBy(() -> history.page(source, null, 10))
				.withMessageContaining("history");
			// the timeout is 3 s
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
			server.resume();
			assertThat(history.page(source, null, 10).events()).hasSize(1);
			history.close();
		}
		finally {
			server.resume();
		}
	}

	private static String json() {
		return '"' + "x".repeat(5000) + '"';
	}

}
