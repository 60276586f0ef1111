package io.github.dualstream.transport.kafka;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.Position;
import io.github.dualstream.Source;
import io.github.dualstream.feed.HistoryPage;
import io.github.dualstream.feed.SourceHistory;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.PositionUnavailableException;
import io.github.dualstream.transport.PositionUnavailableException.Reason;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SourceHistory} on Kafka.
 */
@Timeout(60)
class SourceHistoryTests {

	private static final Map<String, SourceHistory> histories = new ConcurrentHashMap<>();

	private static KafkaLog kafka;

	@BeforeAll
	static void open() {
		kafka = KafkaLog.shared();
	}

	@AfterAll
	static void close() {
		histories.values().forEach(SourceHistory::close);
		kafka.close();
	}

	@Test
	void whenSourcesShareAPartitionThenTheMostRecentOfOneAreFound() throws Exception {
		kafka.create("shared", 1);
		append("shared", 30, (i) -> "source-" + i % 3);
		HistoryPage page = read("shared", "source-1", null, 4);
		assertThat(offsets(page)).containsExactly(19L, 22L, 25L, 28L);
		assertThat(page.events()).extracting((stored) -> stored.event().data().toString())
			.containsExactly("19", "22", "25", "28");
		assertThat(page.next()).isEqualTo(new Position("shared", 0, 29));
		assertThat(offsets(read("shared", "source-1", null, 100))).hasSize(10);
		assertThat(offsets(read("shared", "source-9", null, 100))).isEmpty();
	}

	@Test
	void whenTheMostRecentAreBeyondTheFirstWindowThenTheyAreFound() throws Exception {
		kafka.create("far", 1);
		append("far", 2, (i) -> "rare");
		append("far", 6_000, (i) -> "busy");
		append("far", 1, (i) -> "rare");
		assertThat(offsets(read("far", "rare", null, 10))).containsExactly(0L, 1L, 6002L);
		assertThat(offsets(read("far", "rare", null, 2))).containsExactly(1L, 6002L);
		assertThat(offsets(read("far", "busy", null, 3))).containsExactly(5999L, 6000L, 6001L);
	}

	@Test
	void whenATopicHasSeveralPartitionsThenTheOneOfTheSourceIsRead() throws Exception {
		kafka.create("partitioned", 6);
		for (int source = 0; source < 20; source++) {
			String sourceId = "gr\u00f6\u00dfe/" + source;
			append("partitioned", 2, (i) -> sourceId);
			assertThat(read("partitioned", sourceId, null, 10).events())
				.extracting((stored) -> stored.event().sourceId())
				.containsExactly(sourceId, sourceId);
		}
	}

	@Test
	void whenTheTopicIsEmptyThenThereIsNothingAndNoPosition() throws Exception {
		kafka.create("empty", 2);
		assertThat(read("empty", "a", null, 10)).isEqualTo(new HistoryPage(List.of(), null));
	}

	@Test
	void whenTheTopicIsMissingThenTheErrorNamesIt() {
		assertThatExceptionOfType(LogUnavailableException.class).isThrownBy(() -> read("missing-history", "a", null, 1))
			.withMessageContaining("'missing-history'");
	}

	@Test
	void whenReadingGoesOnAfterAPositionThenEveryEventIsReadOnce() throws Exception {
		kafka.create("paged", 1);
		append("paged", 25, (i) -> (i % 2 == 0) ? "a" : "b");
		Position first = new Position("paged", 0, 0);
		HistoryPage one = read("paged", "a", first, 5);
		HistoryPage two = read("paged", "a", one.next(), 5);
		HistoryPage three = read("paged", "a", two.next(), 5);
		assertThat(offsets(one)).containsExactly(2L, 4L, 6L, 8L, 10L);
		assertThat(offsets(two)).containsExactly(12L, 14L, 16L, 18L, 20L);
		assertThat(offsets(three)).containsExactly(22L, 24L);
		assertThat(three.next()).isEqualTo(new Position("paged", 0, 24));
		assertThat(offsets(read("paged", "a", three.next(), 5))).isEmpty();
		append("paged", 1, (i) -> "a");
		assertThat(offsets(read("paged", "a", three.next(), 5))).containsExactly(25L);
	}

	@Test
	void whenAPositionCannotBeHonouredThenTheReasonIsTold() throws Exception {
		kafka.create("positions", 1);
		append("positions", 10, (i) -> "a");
		kafka.administration.admin()
			.deleteRecords(Map.of(new TopicPartition("positions", 0), RecordsToDelete.beforeOffset(5)))
			.all()
			.get();
		assertUnavailable(new Position("positions", 0, 3), Reason.EXPIRED);
		assertThat(offsets(read("positions", "a", new Position("positions", 0, 4), 10))).containsExactly(5L, 6L, 7L, 8L,
				9L);
		assertThat(offsets(read("positions", "a", new Position("positions", 0, 9), 10))).isEmpty();
		assertUnavailable(new Position("positions", 0, 10), Reason.AHEAD);
		assertUnavailable(new Position("positions", 0, Long.MAX_VALUE), Reason.AHEAD);
		assertUnavailable(new Position("positions", 1, 6), Reason.FOREIGN);
		assertUnavailable(new Position("other", 0, 6), Reason.FOREIGN);
		assertThat(offsets(read("positions", "a", null, 100))).containsExactly(5L, 6L, 7L, 8L, 9L);
	}

	@Test
	void whenEverythingHasExpiredThenThereIsNothingButAPosition() throws Exception {
		kafka.create("expired", 1);
		append("expired", 3, (i) -> "a");
		kafka.administration.admin()
			.deleteRecords(Map.of(new TopicPartition("expired", 0), RecordsToDelete.beforeOffset(3)))
			.all()
			.get();
		assertThat(read("expired", "a", null, 10)).isEqualTo(new HistoryPage(List.of(), new Position("expired", 0, 2)));
	}

	@Test
	void whenTwoSourceTypesShareAnIdThenTheirHistoriesAreNotMixedUp() throws Exception {
		kafka.create("types", 1);
		for (String sourceType : List.of("order", "repo", "order")) {
			Event event = Event.of(sourceType, "42", sourceType + ".changed", JsonData.of("1"));
			kafka.log.append(Records.record("types", event)).join();
		}
		assertThat(offsets(read("types", new Source("order", "42"), null, 10))).containsExactly(0L, 2L);
		assertThat(offsets(read("types", new Source("repo", "42"), null, 10))).containsExactly(1L);
	}

	@Test
	@SuppressWarnings("NullAway") // a tombstone
	void whenSomethingElseWroteARecordThenItIsPassedOver() throws Exception {
		kafka.create("foreign", 1);
		append("foreign", 1, (i) -> "a");
		try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
				Map.of("bootstrap.servers", kafka.bootstrapServers()), new StringSerializer(),
				new ByteArraySerializer())) {
			producer.send(new ProducerRecord<>("foreign", "a", Records.bytes("not json"))).get();
			producer.send(new ProducerRecord<>("foreign", "a", null)).get();
		}
		append("foreign", 1, (i) -> "a");
		assertThat(offsets(read("foreign", "a", null, 10))).containsExactly(0L, 3L);
		assertThat(offsets(read("foreign", "a", new Position("foreign", 0, 0), 10))).containsExactly(3L);
	}

	@Test
	void whenManyReadAtOnceThenEachGetsItsOwn() throws Exception {
		kafka.create("crowded", 3);
		append("crowded", 200, (i) -> "source-" + i % 20);
		List<CompletableFuture<List<String>>> reads = IntStream.range(0, 40)
			.mapToObj((i) -> CompletableFuture.supplyAsync(() -> read("crowded", "source-" + i % 20, null, 100).events()
				.stream()
				.map((stored) -> stored.event().data().toString())
				.toList(), (task) -> new Thread(task).start()))
			.toList();
		for (int i = 0; i < reads.size(); i++) {
			int source = i % 20;
			assertThat(reads.get(i).get()).containsExactlyElementsOf(
					LongStream.range(0, 10).mapToObj((n) -> Long.toString(source + 20 * n)).toList());
		}
	}

	private static void assertUnavailable(Position after, Reason reason) {
		assertThatExceptionOfType(PositionUnavailableException.class)
			.isThrownBy(() -> read("positions", "a", after, 10))
			.withMessageContaining(after.toString())
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reason));
	}

	private static HistoryPage read(String topic, String sourceId, @Nullable Position after, int limit) {
		return read(topic, new Source("order", sourceId), after, limit);
	}

	private static HistoryPage read(String topic, Source source, @Nullable Position after, int limit) {
		return histories.computeIfAbsent(topic, kafka::history).page(source, after, limit);
	}

	private static List<Long> offsets(HistoryPage page) {
		return page.events().stream().map((stored) -> stored.position().offset()).toList();
	}

	private static void append(String topic, int count, IntFunction<String> sourceId) {
		IntStream.range(0, count)
			.mapToObj((i) -> kafka.log.append(Records.record(topic, sourceId.apply(i), Integer.toString(i))))
			.toList()
			.forEach(CompletableFuture::join);
	}

}
