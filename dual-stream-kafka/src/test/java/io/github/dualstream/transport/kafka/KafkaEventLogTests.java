package io.github.dualstream.transport.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.dualstream.Position;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.RejectedException;
import io.github.dualstream.test.KafkaRecords;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link KafkaEventLog} with a broker that does what it should.
 */
@Timeout(60)
class KafkaEventLogTests {

	private static KafkaLog kafka;

	@BeforeAll
	static void open() {
		kafka = KafkaLog.shared();
	}

	@AfterAll
	static void close() {
		kafka.close();
	}

	@Test
	void whenEventsAreAppendedThenTheyAreAtTheirPositionsToTheByte() throws Exception {
		kafka.create("round-trip", 3);
		Map<Position, String> expected = IntStream.range(0, 30).boxed().collect(Collectors.toMap((i) -> {
			return append("round-trip", "source-" + i, " {\"n\" : " + i + ".00}").join();
		}, (i) -> " {\"n\" : " + i + ".00}"));
		Map<Position, String> stored = records("round-trip").stream()
			.collect(Collectors.toMap(KafkaEventLogTests::positionOf, (record) -> text(record)));
		assertThat(stored).isEqualTo(expected);
		assertThat(stored.keySet()).extracting(Position::partition).contains(0, 1, 2);
	}

	@Test
	void whenSeveralThreadsAppendThenEachSourceKeepsTheOrderOfTheCalls() throws Exception {
		kafka.create("order", 3);
		List<List<CompletableFuture<Position>>> positions = IntStream.range(0, 4)
			.parallel()
			.mapToObj((thread) -> IntStream.range(0, 1000)
				.mapToObj((i) -> append("order", "source-" + thread + "-" + (i % 5), Integer.toString(i)))
				.toList())
			.toList();
		positions.forEach((each) -> each.forEach(CompletableFuture::join));
		Map<String, List<Integer>> bySource = records("order").stream()
			.collect(Collectors.groupingBy(ConsumerRecord::key,
					Collectors.mapping((record) -> Integer.valueOf(text(record)), Collectors.toList())));
		assertThat(bySource).hasSize(20)
			.allSatisfy((source, numbers) -> assertThat(numbers).hasSize(200).isSorted().doesNotHaveDuplicates());
		assertThat(positions).allSatisfy((thread) -> assertAcknowledgedInOrder(thread));
	}

	private static void assertAcknowledgedInOrder(List<CompletableFuture<Position>> positions) {
		for (int i = 5; i < positions.size(); i++) {
			assertThat(positions.get(i).join().offset()).isGreaterThan(positions.get(i - 5).join().offset());
		}
	}

	@Test
	void whenAnEventIsTooLargeThenItIsRefusedAndItsNeighboursAreNot() throws Exception {
		kafka.create("oversize", 1);
		CompletableFuture<Position> before = append("oversize", "a", "1");
		CompletableFuture<Position> oversized = append("oversize", "a", json(1024 * 1024));
		CompletableFuture<Position> after = append("oversize", "a", "2");
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> failureOf(oversized))
			.withMessageContaining("max.message.bytes of topic 'oversize'");
		assertThat(before.join().offset()).isZero();
		assertThat(after.join().offset()).isOne();
	}

	@Test
	void whenATopicTakesLessThenThatIsLearnedAndRespected() throws Exception {
		createWithLimit("small", 3000);
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> failureOf(append("small", "a", json(3000))))
			.withMessageContaining("max.message.bytes of topic 'small'");
		assertThat(append("small", "a", json(2400)).join().offset()).isZero();
	}

	@Test
	void whenATopicTakesLessAndThatWasNotLearnedThenTheBrokersRefusalIsTheSame() throws Exception {
		try (KafkaLog other = KafkaLog.shared()) {
			createWithLimit("small-unlearned", 3000);
			assertThatExceptionOfType(RejectedException.class)
				.isThrownBy(() -> failureOf(other.log.append(Records.record("small-unlearned", "a", json(3000)))))
				.withMessageContaining("small-unlearned");
		}
	}

	/** KAFKA-8350: a batch over the topic's limit would be split for ever. */
	@Test
	void whenBatchesAreNoLargerThanTheTopicTakesThenManySmallEventsAreAcknowledgedInOrder() throws Exception {
		createWithLimit("small-batches", 3000);
		try (KafkaLog batching = KafkaLog.on(kafka.bootstrapServers(), Map.of("batch.size", 3000))) {
			List<CompletableFuture<Position>> positions = IntStream.range(0, 500)
				.mapToObj((i) -> batching.log.append(Records.record("small-batches", "a", json(500))))
				.toList();
			assertThat(CompletableFuture.allOf(positions.toArray(new CompletableFuture<?>[0])))
				.succeedsWithin(Duration.ofSeconds(20));
			assertThat(positions).extracting((position) -> position.join().offset()).isSorted().doesNotHaveDuplicates();
		}
		assertThat(records("small-batches")).hasSize(500);
	}

	@Test
	void whenTheTopicIsMissingThenItFailsWithinMaxBlockNamingTheTopic() {
		long start = System.nanoTime();
		CompletableFuture<Position> position = append("missing", "a", "1");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(KafkaLog.MAX_BLOCK.multipliedBy(3));
		assertThatExceptionOfType(PublishFailedException.class).isThrownBy(() -> failureOf(position))
			.withMessageContaining("'missing'")
			.withMessageContaining("dual-stream.publisher.max-block");
	}

	@Test
	void whenTheTopicIsCreatedLaterThenEventsAreTaken() throws Exception {
		assertThat(append("late", "a", "1")).isCompletedExceptionally();
		kafka.create("late", 1);
		Awaitility.await().until(() -> !append("late", "a", "2").isCompletedExceptionally());
		assertThat(append("late", "a", "3").join()).isEqualTo(new Position("late", 0, 1));
	}

	@Test
	void whenTheTopicsNameIsNotValidThenItFailsNamingIt() {
		assertThatExceptionOfType(PublishFailedException.class).isThrownBy(() -> failureOf(append("a b", "a", "1")))
			.withMessageContaining("'a b'");
	}

	@Test
	void whenTheCallerIsInterruptedWhileItWaitsThenNothingWasSentAndTheInterruptIsKept() throws Exception {
		AtomicBoolean interrupted = new AtomicBoolean();
		CompletableFuture<CompletableFuture<Position>> outcome = new CompletableFuture<>();
		try (KafkaLog patient = KafkaLog.on(kafka.bootstrapServers(), Map.of("max.block.ms", 30_000))) {
			Thread caller = new Thread(() -> {
				CompletableFuture<Position> position = patient.log.append(Records.record("missing", "a", "1"));
				interrupted.set(Thread.currentThread().isInterrupted());
				outcome.complete(position);
			});
			caller.start();
			Awaitility.await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
			caller.interrupt();
			assertThat(outcome).succeedsWithin(Duration.ofSeconds(10));
		}
		assertThatExceptionOfType(PublishFailedException.class).isThrownBy(() -> failureOf(outcome.join()));
		assertThat(interrupted).isTrue();
	}

	@Test
	void whenItIsFlushedThenAllOutcomesAreThere() throws Exception {
		kafka.create("flushed", 1);
		List<CompletableFuture<Position>> positions = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			positions.add(append("flushed", "a", "1"));
		}
		kafka.log.flush();
		Set<Long> offsets = new HashSet<>();
		assertThat(positions).allSatisfy((position) -> assertThat(position).isCompleted());
		positions.forEach((position) -> offsets.add(position.join().offset()));
		assertThat(offsets).hasSize(1000);
	}

	private static void createWithLimit(String topic, int maxMessageBytes) throws Exception {
		NewTopic limited = new NewTopic(topic, 1, (short) 1)
			.configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxMessageBytes)));
		kafka.administration.admin().createTopics(List.of(limited)).all().get();
		kafka.topics.awaitReady(List.of(topic));
	}

	private static CompletableFuture<Position> append(String topic, String sourceId, String json) {
		return kafka.log.append(Records.record(topic, sourceId, json));
	}

	private static String json(int length) {
		return '"' + "x".repeat(length - 2) + '"';
	}

	private static List<ConsumerRecord<String, byte[]>> records(String topic) {
		return KafkaRecords.of(kafka.bootstrapServers()).all(topic);
	}

	private static String text(ConsumerRecord<?, byte[]> record) {
		return new String(record.value(), StandardCharsets.UTF_8);
	}

	private static Position positionOf(ConsumerRecord<?, ?> record) {
		return new Position(record.topic(), record.partition(), record.offset());
	}

	private static void failureOf(CompletableFuture<Position> position) throws Throwable {
		throw position.handle((value, failure) -> failure).join();
	}

}
