package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.github.dualstream.Position;
import io.github.dualstream.Source;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.OffsetRange;
import io.github.dualstream.transport.PositionUnavailableException;
import io.github.dualstream.transport.RecordKey;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link KafkaLogReader}.
 */
@Timeout(60)
class KafkaLogReaderTests {

	private static KafkaLog kafka;

	private LogReader reader;

	@BeforeAll
	static void open() {
		kafka = KafkaLog.shared();
	}

	@AfterAll
	static void close() {
		kafka.close();
	}

	@BeforeEach
	void openReader() {
		this.reader = kafka.readers().open();
	}

	@AfterEach
	void closeReader() {
		this.reader.close();
	}

	@Test
	void whenATopicIsDeletedAndCreatedAgainThenItsIdentityIsAnother() throws Exception {
		kafka.create("identified", 1);
		String identity = this.reader.identityOf("identified");
		assertThat(identity).matches("[a-zA-Z0-9_-]{1,22}").isEqualTo(this.reader.identityOf("identified"));
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
			admin.deleteTopics(List.of("identified")).all().get();
		}
		Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
			kafka.create("identified", 1);
			return !this.reader.identityOf("identified").equals(identity);
		});
	}

	@Test
	void readsRangesOfSeveralPartitionsEachInOrderAndNoFurther() throws Exception {
		kafka.create("ranges", 3);
		append("ranges", 60);
		List<LogPartition> partitions = IntStream.range(0, 3).mapToObj((i) -> new LogPartition("ranges", i)).toList();
		Map<LogPartition, Long> ends = this.reader.ends(partitions);
		assertThat(ends.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(60);
		assertThat(this.reader.begins(partitions).values()).containsOnly(0L);
		for (LogPartition partition : partitions) {
			long end = ends.get(partition);
			assertThat(read(partition, 1, end - 1))
				.containsExactlyElementsOf(LongStream.range(1, end - 1).boxed().toList());
			assertThat(read(partition, 0, 1)).containsExactly(0L);
			assertThat(read(partition, end, end)).isEmpty();
		}
	}

	@Test
	void readsOnInSeveralPartitionsFromWhereItIsToldToWhicheverTheyAre() throws Exception {
		kafka.create("followed", 3);
		Map<LogPartition, Long> next = new HashMap<>(Map.of(new LogPartition("followed", 0), 0L,
				new LogPartition("followed", 1), 0L, new LogPartition("followed", 2), 0L));
		for (int round = 1; round <= 3; round++) {
			append("followed", 60);
			assertThat(readOn(next, 60)).doesNotHaveDuplicates().hasSize(60);
			assertThat(this.reader.ends(next.keySet())).isEqualTo(next);
		}
		LogPartition first = new LogPartition("followed", 0);
		long end = next.get(first);
		Map<LogPartition, Long> fewer = new HashMap<>(Map.of(first, end - 5));
		assertThat(readOn(fewer, 5)).allMatch((position) -> position.partition() == 0 && position.offset() >= end - 5);
		next.put(first, 0L);
		append("followed", 60);
		assertThat(readOn(next, (int) end + 60)).doesNotHaveDuplicates().hasSize((int) end + 60);
		assertThat(this.reader.ends(next.keySet())).isEqualTo(next);
	}

	@Test
	void whenThereIsNothingToReadOnThenTheWaitIsBounded() throws Exception {
		kafka.create("quiet", 1);
		assertThat(this.reader.readOn(Map.of(new LogPartition("quiet", 0), 0L), Duration.ofMillis(20), (entry) -> {
		})).isEmpty();
	}

	@Test
	void whenWhatIsToBeReadOnIsNotThereThenThatIsSaid() throws Exception {
		kafka.create("not-there", 1);
		append("not-there", 3);
		assertThatExceptionOfType(PositionUnavailableException.class)
			.isThrownBy(() -> readOn(new HashMap<>(Map.of(new LogPartition("not-there", 0), 100L)), 1))
			.withMessageContaining("not-there");
		assertThat(readOn(new HashMap<>(Map.of(new LogPartition("not-there", 0), 1L)), 2)).hasSize(2);
	}

	private List<Position> readOn(Map<LogPartition, Long> next, int count) {
		List<Position> positions = new ArrayList<>();
		while (positions.size() < count) {
			next.putAll(this.reader.readOn(next, Duration.ofSeconds(1), (entry) -> positions.add(entry.position())));
		}
		return positions;
	}

	@Test
	void saysWhereASourceIsAsTheProducerDoes() throws Exception {
		kafka.create("placed", 5);
		for (int i = 0; i < 20; i++) {
			String id = "gr\u00f6\u00dfe/" + i;
			int partition = kafka.log.append(Records.record("placed", id, "1")).join().partition();
			assertThat(this.reader.partitionOf(RecordKey.of(id), this.reader.partitionsOf("placed")))
				.isEqualTo(partition);
			LogPartition of = new LogPartition("placed", partition);
			List<RecordKey> keys = new ArrayList<>();
			this.reader.read(Map.of(of, new OffsetRange(0, this.reader.ends(List.of(of)).get(of))),
					(record) -> keys.add(record.key()));
			assertThat(keys).contains(RecordKey.of(id));
		}
	}

	@Test
	void whenTheRangeHasExpiredThenThatIsSaid() throws Exception {
		kafka.create("gone", 1);
		append("gone", 10);
		LogPartition partition = new LogPartition("gone", 0);
		kafka.administration.admin()
			.deleteRecords(Map.of(new TopicPartition("gone", 0), RecordsToDelete.beforeOffset(5)))
			.all()
			.get();
		assertThat(this.reader.begins(List.of(partition))).containsEntry(partition, 5L);
		assertThatExceptionOfType(PositionUnavailableException.class).isThrownBy(() -> read(partition, 2, 10))
			.withMessageContaining("gone");
		assertThat(read(partition, 5, 10)).hasSize(5);
	}

	@Test
	void whenTheTopicIsMissingThenItHasNoPartitionsAndAQueryNamesIt() {
		assertThat(this.reader.partitionsOf("missing-reader")).isZero();
		assertThatExceptionOfType(LogUnavailableException.class)
			.isThrownBy(() -> kafka.history("missing-reader").page(new Source("order", "1"), null, 1))
			.withMessageContaining("'missing-reader'");
	}

	@Test
	void whenTheTopicGrowsThenItIsNoticed() throws Exception {
		kafka.create("growing", 2);
		assertThat(this.reader.partitionsOf("growing")).isEqualTo(2);
		kafka.administration.admin().createPartitions(Map.of("growing", NewPartitions.increaseTo(4))).all().get();
		Awaitility.await().until(() -> this.reader.partitionsOf("growing") == 4);
	}

	private List<Long> read(LogPartition partition, long from, long to) {
		List<LogRecord> entries = new ArrayList<>();
		this.reader.read(Map.of(partition, new OffsetRange(from, to)), entries::add);
		return entries.stream().map((entry) -> entry.position().offset()).toList();
	}

	private static void append(String topic, int count) {
		IntStream.range(0, count)
			.mapToObj((i) -> kafka.log.append(Records.record(topic, "source-" + i, Integer.toString(i))))
			.toList()
			.forEach(CompletableFuture::join);
	}

}
