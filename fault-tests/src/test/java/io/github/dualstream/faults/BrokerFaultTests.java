package io.github.dualstream.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.test.RedisServer;
import io.github.dualstream.harness.history.Operation;
import io.github.dualstream.harness.history.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The only broker in trouble, and what it does not take: publishes fail in time, with an
 * error that says what is known.
 */
@Tag("faults")
class BrokerFaultTests {

	private static final Duration MAX_BLOCK = Duration.ofSeconds(2);

	private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(4);

	/** For a noisy machine. */
	private static final Duration MARGIN = Duration.ofSeconds(4);

	private static final int FAILURES = 8;

	private static KafkaServer kafka;

	private static RedisServer redis;

	@TempDir
	private Path folder;

	private Service service;

	@BeforeAll
	static void startServers() {
		kafka = KafkaServer.start(Map.of("auto.create.topics.enable", "false"));
		redis = RedisServer.start();
	}

	@AfterAll
	static void stopServers() {
		redis.close();
		kafka.close();
	}

	@AfterEach
	void stop() {
		this.service.close();
	}

	@Test
	void whenTheOnlyBrokerIsKilledOrHangsThenPublishesFailInTimeAndComeBackWithItInOrder() {
		start("broker-away", Map.of());
		this.service.phase("warm-up", 200);
		failWithout(KafkaServer::kill, KafkaServer::restart);
		assertThat(failures()).anyMatch((operation) -> !isBackpressure(operation));
		long unknown = unknown();
		failWithout(KafkaServer::pause, KafkaServer::resume);
		Evidence evidence = finish("broker-away");
		assertThat(evidence.count(Outcome.UNKNOWN)).isGreaterThan(unknown);
		assertThat(longest(evidence.operations())).isLessThan(MAX_BLOCK.plus(DELIVERY_TIMEOUT).plus(MARGIN));
		assertThat(errors(evidence)).containsAnyOf("PublishFailedException", "UnknownOutcomeException")
			.isSubsetOf("PublishFailedException", "UnknownOutcomeException", "BackpressureException");
	}

	@Test
	void whenTheBufferIsFullThenPublishesFailWithinMaxBlock() {
		start("buffer-full",
				Map.of("workload.calls", "async", "workload.payload", "10000", "spring.kafka.producer.buffer-memory",
						"1MB", "dual-stream.publisher.max-event-size", "100KB",
						"dual-stream.publisher.delivery-timeout", "20s"));
		this.service.phase("warm-up", 200);
		failWithout(KafkaServer::pause, KafkaServer::resume);
		Evidence evidence = finish("buffer-full");
		assertThat(errors(evidence)).contains("BackpressureException");
		Duration longest = longest(evidence.operations().stream().filter(BrokerFaultTests::isBackpressure).toList());
		System.out.printf("buffer-full: refused within %d ms%n", longest.toMillis());
		assertThat(longest).isLessThan(MAX_BLOCK.plus(MARGIN));
	}

	@Test
	void whenTheTopicIsMissingThenPublishesFailWithinMaxBlock() {
		start("topic-missing", Map.of("dual-stream.topic-management.strategy", "skip"));
		await().atMost(Duration.ofSeconds(60)).until(() -> failures().size() >= FAILURES);
		this.service.finish();
		List<Operation> operations = this.service.operations();
		assertThat(operations).allSatisfy((operation) -> {
			assertThat(operation.outcome()).isEqualTo(Outcome.FAILED);
			assertThat(operation.error()).startsWith("PublishFailedException").contains("'topic-missing'");
		});
		assertThat(longest(operations)).isLessThan(MAX_BLOCK.plus(MARGIN));
	}

	@Test
	void whenAnEventIsTooLargeForTheTopicThenItIsRefusedAndItsNeighboursAreNot() {
		start("oversized", Map.of("workload.oversized-every", "10", "dual-stream.publisher.max-event-size", "5MB"));
		this.service.phase("with oversized events", 400);
		Evidence evidence = finish("oversized");
		assertThat(errors(evidence)).containsOnly("RejectedException");
		assertThat(evidence.count(Outcome.UNKNOWN)).isZero();
		assertThat(evidence.duplicates()).isZero();
		long failed = evidence.count(Outcome.FAILED);
		assertThat(failed).isPositive();
		assertThat(evidence.count(Outcome.ACKNOWLEDGED)).isBetween(9 * failed, 9 * failed + 9 * 4);
	}

	private void failWithout(Consumer<KafkaServer> begin, Consumer<KafkaServer> end) {
		int before = failures().size();
		begin.accept(kafka);
		try {
			await().atMost(Duration.ofSeconds(60)).until(() -> failures().size() >= before + FAILURES);
			assertThat(this.service.health().statusCode()).isEqualTo(503);
		}
		finally {
			end.accept(kafka);
		}
		this.service.phase("with Kafka again", 200);
	}

	private void start(String name, Map<String, String> properties) {
		Map<String, String> all = new HashMap<>();
		all.put("spring.kafka.bootstrap-servers", kafka.bootstrapServers());
		all.put("spring.kafka.producer.properties.request.timeout.ms", "2000");
		all.put("spring.data.redis.host", redis.host());
		all.put("spring.data.redis.port", Integer.toString(redis.port()));
		all.put("dual-stream.publisher.max-block", MAX_BLOCK.toSeconds() + "s");
		all.put("dual-stream.publisher.delivery-timeout", DELIVERY_TIMEOUT.toSeconds() + "s");
		all.putAll(properties);
		this.service = Service.start(this.folder, name, all);
	}

	private Evidence finish(String name) {
		this.service.finish();
		Evidence evidence = Evidence.of(List.of(this.service.history()), kafka.bootstrapServers(), name)
			.assertDurable()
			.assertAccounted(name, this.service.samples());
		System.out.printf("%s: longest publish %d ms; %s%n", name, longest(evidence.operations()).toMillis(),
				evidence.summary());
		return evidence;
	}

	private List<Operation> failures() {
		return this.service.operations().stream().filter((operation) -> operation.error() != null).toList();
	}

	private long unknown() {
		return this.service.operations().stream().filter((operation) -> operation.outcome() == Outcome.UNKNOWN).count();
	}

	private static boolean isBackpressure(Operation operation) {
		return operation.error() != null && operation.error().startsWith("BackpressureException");
	}

	private static List<String> errors(Evidence evidence) {
		return evidence.operations()
			.stream()
			.filter((operation) -> operation.error() != null)
			.map((operation) -> operation.error().substring(0, operation.error().indexOf(':')))
			.distinct()
			.toList();
	}

	private static Duration longest(List<Operation> operations) {
		return operations.stream()
			.map((operation) -> Duration.ofNanos(operation.endedAt() - operation.invokedAt()))
			.max(Comparator.naturalOrder())
			.orElseThrow();
	}

}
