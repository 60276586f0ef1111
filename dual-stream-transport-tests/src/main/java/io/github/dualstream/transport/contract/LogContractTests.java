package io.github.dualstream.transport.contract;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.Position;
import io.github.dualstream.TraceContext;
import io.github.dualstream.codec.EncodedEvent;
import io.github.dualstream.codec.EventReader;
import io.github.dualstream.codec.EventWriter;
import io.github.dualstream.codec.UnreadableRecordException;
import io.github.dualstream.codec.WireFormat;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.OffsetRange;
import io.github.dualstream.transport.PositionUnavailableException;
import io.github.dualstream.transport.RecordHeader;
import io.github.dualstream.transport.RecordKey;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Promises of an {@link io.github.dualstream.transport.EventLog} and its
 * {@link io.github.dualstream.transport.LogReaders}: what is appended, in which order it
 * is read, and what is said of what cannot be read.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LogContractTests {

	/** Maximum time to wait for something that happens in the background. */
	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final int PARTITIONS = 4;

	private static final EventWriter WRITER = EventWriter.of(WireFormat.CLOUDEVENTS, "contract");

	private LogUnderTest transport;

	private LogReader reader;

	/**
	 * Open the log of the transport.
	 * @return the log, closed after all tests
	 */
	protected abstract LogUnderTest open();

	@BeforeAll
	void openTransport() {
		this.transport = open();
		this.reader = this.transport.readers().open();
	}

	@AfterAll
	void closeTransport() {
		this.reader.close();
		this.transport.close();
	}

	@Test
	void anAppendIsAcknowledgedWithItsPosition() {
		String topic = topic(1);
		assertThat(append(topic, "a", 0)).isEqualTo(new Position(topic, 0, end(topic, 0) - 1));
	}

	@Test
	void appendsOfOneSourceAreInTheOrderOfTheCallsWhateverIsUnderWay() {
		String topic = topic(PARTITIONS);
		List<CompletableFuture<Position>> appends = IntStream.range(0, 500)
			.mapToObj((i) -> this.transport.log().append(record(topic, "source-" + i % 7, i)))
			.toList();
		List<Position> positions = appends.stream().map(CompletableFuture::join).toList();
		for (int source = 0; source < 7; source++) {
			int first = source;
			List<Position> own = IntStream.range(0, 500)
				.filter((i) -> i % 7 == first)
				.mapToObj(positions::get)
				.toList();
			assertThat(own.stream().map(Position::partition).collect(Collectors.toSet())).hasSize(1);
			assertThat(own).extracting(Position::offset).isSorted().doesNotHaveDuplicates();
		}
	}

	@Test
	void anAppendIsCompleteInTheOrderOfTheLog() {
		String topic = topic(1);
		List<Integer> completed = new ArrayList<>();
		CompletableFuture<?>[] appends = IntStream.range(0, 200)
			.mapToObj((i) -> this.transport.log().append(record(topic, "a", i)).thenAccept((position) -> {
				synchronized (completed) {
					completed.add(i);
				}
			}))
			.toArray(CompletableFuture[]::new);
		CompletableFuture.allOf(appends).join();
		assertThat(completed).containsExactlyElementsOf(IntStream.range(0, 200).boxed().toList());
	}

	@Test
	void sourcesAreSpreadOverThePartitionsAndReadersKnowWhere() {
		String topic = topic(PARTITIONS);
		Set<Integer> used = new HashSet<>();
		for (int i = 0; i < 50; i++) {
			String sourceId = "gr\u00f6\u00dfe/" + i;
			Position position = append(topic, sourceId, i);
			assertThat(this.reader.partitionOf(RecordKey.of(sourceId), PARTITIONS)).isEqualTo(position.partition());
			used.add(position.partition());
		}
		assertThat(used).hasSize(PARTITIONS);
		assertThat(this.reader.partitionsOf(topic)).isEqualTo(PARTITIONS);
	}

	@Test
	void anEventIsReadAsItWasAppended() throws Exception {
		String topic = topic(1);
		Event event = Event.builder()
			.id("e-1")
			.source("order", "gr\u00f6\u00dfe/1")
			.type("order.placed")
			.time(Instant.parse("2020-02-02T02:02:02.123456789Z"))
			.version("2")
			.correlationId("corr-1")
			.causationId("cause-1")
			.traceContext(new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "a=b,c=d"))
			.extension("tenant", "\u00e4cme")
			.data(JsonData.of("{\"total\":1.50}"))
			.build();
		Position position = this.transport.log()
			.append(WRITER.write(topic, new EncodedEvent(event, bytes("{\"total\":1.50}"))))
			.join();
		LogRecord record = all(topic, 0).get(0);
		assertThat(EventReader.read(record)).usingRecursiveComparison().isEqualTo(event);
		assertThat(record.position()).isEqualTo(position);
		assertThat(record.key()).isEqualTo(RecordKey.of("gr\u00f6\u00dfe/1"));
		assertThat(record.appendedAt()).isAfter(Instant.parse("2020-02-02T02:02:02Z"));
		assertThat(record.size()).isPositive();
	}

	@Test
	void everyByteOfARecordIsReadAsItWasAppended() {
		String topic = topic(1);
		byte[] bytes = new byte[256];
		IntStream.range(0, 256).forEach((i) -> bytes[i] = (byte) i);
		List<RecordHeader> headers = List.of(new RecordHeader("h", bytes), RecordHeader.of("other", "gr\u00f6\u00dfe"),
				RecordHeader.of("h", "again"), RecordHeader.of("empty", ""), new RecordHeader("none", null));
		append(new NewRecord(topic, null, RecordKey.of(bytes), headers, bytes, "bytes"));
		append(new NewRecord(topic, null, RecordKey.of("k"), List.of(), null, "record without a value"));
		append(new NewRecord(topic, null, null, List.of(), new byte[0], "record without a key"));
		List<LogRecord> records = all(topic, 0);
		assertThat(records).hasSize(3);
		assertThat(records.get(0).key()).isEqualTo(RecordKey.of(bytes));
		assertThat(records.get(0).headers()).isEqualTo(headers);
		assertThat(records.get(0).value()).isEqualTo(bytes);
		assertThat(records.get(1).value()).isNull();
		assertThat(records.get(1).headers()).isEmpty();
		assertThat(records.get(2).key()).isNull();
		assertThat(records.get(2).value()).isEmpty();
	}

	@Test
	void aPartitionCanBeChosenModuloTheirNumber() {
		String topic = topic(PARTITIONS);
		for (int number : new int[] { 0, 3, PARTITIONS + 1, 100 * PARTITIONS + 2 }) {
			Position position = append(
					new NewRecord(topic, number, RecordKey.of("a"), List.of(), bytes("1"), "record " + number));
			assertThat(position.partition()).isEqualTo(number % PARTITIONS);
		}
	}

	@Test
	void appendsToOnePartitionAreInTheOrderOfTheCallsWhateverTheirKeys() {
		String topic = topic(PARTITIONS);
		List<CompletableFuture<Position>> appends = IntStream.range(0, 200)
			.mapToObj((i) -> this.transport.log()
				.append(new NewRecord(topic, 2, RecordKey.of("key-" + i % 9), List.of(), bytes("" + i), "record")))
			.toList();
		assertThat(appends.stream().map(CompletableFuture::join).map(Position::offset)).isSorted()
			.doesNotHaveDuplicates();
	}

	@Test
	void aTopicThatDoesNotExistHasNoPartitions() {
		EngineFeature.TOPICS_ARE_CREATED.assumePresentIn(this.transport);
		String topic = topic(2);
		assertThat(this.reader.partitionsOf(topic)).isEqualTo(2);
		this.transport.deleteTopic(topic);
		try (LogReader other = this.transport.readers().open()) {
			Awaitility.await()
				.atMost(TIMEOUT)
				.ignoreExceptionsInstanceOf(LogUnavailableException.class)
				.until(() -> other.partitionsOf(topic) == 0);
		}
	}

	@Test
	void whenAnEventCanBeAppendedThenTheCheckLetsItPass() {
		this.transport.log().check(record(topic(1), "a", 1));
	}

	@Test
	void anEmptyPartitionEndsWhereItBegins() {
		String topic = topic(1);
		assertThat(begin(topic, 0)).isEqualTo(end(topic, 0));
		assertThat(all(topic, 0)).isEmpty();
	}

	@Test
	void aRangeIsReadFromItsBeginningToItsEnd() {
		String topic = topic(1);
		List<Position> positions = IntStream.range(0, 20).mapToObj((i) -> append(topic, "a", i)).toList();
		OffsetRange range = new OffsetRange(positions.get(5).offset(), positions.get(15).offset());
		assertThat(read(topic, 0, range)).extracting(LogRecord::position).isEqualTo(positions.subList(5, 15));
		assertThat(read(topic, 0, new OffsetRange(range.from(), range.from()))).isEmpty();
	}

	@Test
	void rangesOfSeveralPartitionsAreReadEachInOrder() {
		String topic = topic(PARTITIONS);
		IntStream.range(0, 200).forEach((i) -> append(topic, "source-" + i, i));
		Map<LogPartition, List<Long>> read = IntStream.range(0, PARTITIONS)
			.boxed()
			.collect(Collectors.toMap((number) -> new LogPartition(topic, number), (number) -> new ArrayList<>()));
		Map<LogPartition, OffsetRange> ranges = read.keySet()
			.stream()
			.collect(Collectors.toMap((partition) -> partition,
					(partition) -> new OffsetRange(begin(topic, partition.number()), end(topic, partition.number()))));
		this.reader.read(ranges, (record) -> read.getOrDefault(LogPartition.of(record.position()), new ArrayList<>())
			.add(record.position().offset()));
		assertThat(read.values()).allSatisfy((offsets) -> assertThat(offsets).isSorted().doesNotHaveDuplicates());
		assertThat(read.values().stream().mapToInt(List::size).sum()).isEqualTo(200);
	}

	@Test
	void readingOnReturnsTheRecordsThatComeAndWhereToContinue() {
		String topic = topic(1);
		LogPartition partition = new LogPartition(topic, 0);
		long from = end(topic, 0);
		assertThat(this.reader.readOn(Map.of(partition, from), Duration.ofMillis(50), (record) -> {
			throw new AssertionError("nothing is there");
		})).isEmpty();
		Position first = append(topic, "a", 1);
		Position second = append(topic, "a", 2);
		List<Position> read = new ArrayList<>();
		long next = from;
		while (read.size() < 2) {
			next = this.reader.readOn(Map.of(partition, next), TIMEOUT, (record) -> read.add(record.position()))
				.getOrDefault(partition, next);
		}
		assertThat(read).containsExactly(first, second);
		assertThat(next).isEqualTo(second.offset() + 1);
	}

	/** Also in a partition without records, if it shares its offsets with others. */
	@Test
	void whereReadingOnContinuesIsNeverAheadOfTheLog() {
		String topic = topic(PARTITIONS);
		Map<LogPartition, Long> next = new HashMap<>();
		IntStream.range(0, PARTITIONS).forEach((i) -> next.put(new LogPartition(topic, i), end(topic, i)));
		List<CompletableFuture<Position>> appends = IntStream.range(0, 60)
			.mapToObj((i) -> this.transport.log()
				.append(new NewRecord(topic, i % (PARTITIONS - 1), RecordKey.of("a"), List.of(), bytes("" + i),
						"record")))
			.toList();
		appends.forEach(CompletableFuture::join);
		Set<Position> read = new HashSet<>();
		long start = System.nanoTime();
		while (read.size() < 60 && System.nanoTime() - start < TIMEOUT.toNanos()) {
			next.putAll(this.reader.readOn(next, Duration.ofMillis(200), (record) -> read.add(record.position())));
			assertThat(ahead(this.reader, next)).isEmpty();
		}
		assertThat(read).hasSize(60);
		next.putAll(this.reader.readOn(next, Duration.ofMillis(200), (record) -> read.add(record.position())));
		try (LogReader other = this.transport.readers().open()) {
			assertThat(ahead(other, next)).isEmpty();
			next.replaceAll((partition, offset) -> offset + 1_000);
			assertThat(ahead(other, next)).hasSize(PARTITIONS);
		}
	}

	/** Positions that the log has not reached, as those ask for them who resume. */
	private static Set<Position> ahead(LogReader reader, Map<LogPartition, Long> next) {
		Map<LogPartition, Long> ends = reader.ends(next.keySet());
		List<Position> above = next.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() > ends.getOrDefault(entry.getKey(), -1L))
			.map((entry) -> entry.getKey().at(entry.getValue()))
			.toList();
		return above.isEmpty() ? Set.of() : reader.ahead(above);
	}

	@Test
	void readingOnWaitsForTheNextRecord() {
		String topic = topic(1);
		LogPartition partition = new LogPartition(topic, 0);
		long from = end(topic, 0);
		CompletableFuture<Position> appended = CompletableFuture.supplyAsync(() -> append(topic, "a", 1),
				CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));
		List<Position> read = new ArrayList<>();
		Awaitility.await()
			.atMost(TIMEOUT)
			.until(() -> !this.reader
				.readOn(Map.of(partition, from), Duration.ofSeconds(5), (record) -> read.add(record.position()))
				.isEmpty());
		assertThat(read).containsExactly(appended.join());
	}

	@Test
	void whatRetentionHasDeletedIsSaidToHaveExpired() {
		String topic = topic(1);
		List<Position> positions = IntStream.range(0, 10).mapToObj((i) -> append(topic, "a", i)).toList();
		LogPartition partition = new LogPartition(topic, 0);
		long kept = positions.get(5).offset();
		this.transport.deleteBefore(partition, kept);
		Awaitility.await().atMost(TIMEOUT).until(() -> begin(topic, 0) > positions.get(4).offset());
		assertThat(begin(topic, 0)).isLessThanOrEqualTo(kept);
		assertThatExceptionOfType(PositionUnavailableException.class)
			.isThrownBy(() -> read(topic, 0, new OffsetRange(positions.get(2).offset(), end(topic, 0))))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(PositionUnavailableException.Reason.EXPIRED));
		assertThat(read(topic, 0, new OffsetRange(kept, end(topic, 0)))).extracting(LogRecord::position)
			.isEqualTo(positions.subList(5, 10));
	}

	@Test
	void readingOnBehindTheEndIsRefused() {
		String topic = topic(1);
		append(topic, "a", 1);
		long behind = end(topic, 0) + 5;
		Awaitility.await()
			.atMost(TIMEOUT)
			.untilAsserted(
					() -> assertThatExceptionOfType(PositionUnavailableException.class).isThrownBy(() -> this.reader
						.readOn(Map.of(new LogPartition(topic, 0), behind), Duration.ofMillis(200), (record) -> {
						})));
	}

	@Test
	void aRecordThatIsNoEventIsReadAndSaysSo() {
		String topic = topic(1);
		append(topic, "a", 1);
		this.transport.appendForeign(new LogPartition(topic, 0), "a");
		this.transport.appendForeign(new LogPartition(topic, 0), null);
		append(topic, "a", 2);
		List<LogRecord> records = all(topic, 0);
		assertThat(records).hasSize(4);
		assertThat(records.get(1).key()).isEqualTo(RecordKey.of("a"));
		assertThat(records.get(2).key()).isNull();
		assertThat(records.subList(1, 3))
			.allSatisfy((record) -> assertThatExceptionOfType(UnreadableRecordException.class)
				.isThrownBy(() -> EventReader.read(record)));
	}

	@Test
	void aTopicThatIsCreatedAgainIsAnotherOneAndBeginsAnew() {
		String topic = topic(1);
		IntStream.range(0, 5).forEach((i) -> append(topic, "a", i));
		String before = this.reader.identityOf(topic);
		this.transport.deleteTopic(topic);
		this.transport.createTopic(topic, 1);
		Awaitility.await()
			.atMost(TIMEOUT)
			.ignoreExceptionsInstanceOf(LogUnavailableException.class)
			.until(() -> !this.reader.identityOf(topic).equals(before));
		Position first = Awaitility.await()
			.atMost(TIMEOUT)
			.ignoreExceptions()
			.until(() -> append(topic, "a", 9), (position) -> true);
		Awaitility.await().atMost(TIMEOUT).until(() -> all(topic, 0).size() == 1);
		assertThat(all(topic, 0).get(0).position()).isEqualTo(first);
	}

	@Test
	void afterAFlushEverythingIsAcknowledged() {
		String topic = topic(1);
		List<CompletableFuture<Position>> appends = IntStream.range(0, 100)
			.mapToObj((i) -> this.transport.log().append(record(topic, "a", i)))
			.toList();
		this.transport.log().flush();
		assertThat(appends).allSatisfy((append) -> assertThat(append).isCompleted());
	}

	@Test
	void goingBackReachesAtMostSoManyRecordsAndInTheEndAllOfThem() {
		String topic = topic(PARTITIONS);
		LogPartition partition = new LogPartition(topic, 1);
		List<Position> positions = interleaved(topic, 60);
		long begin = begin(topic, 1);
		long offset = end(topic, 1);
		int found = 0;
		int steps = 0;
		while (offset > begin) {
			long before = Math.max(begin, this.reader.offsetBefore(partition, offset, 7));
			assertThat(before).isLessThan(offset);
			int read = read(topic, 1, new OffsetRange(before, offset)).size();
			assertThat(read).isLessThanOrEqualTo(7);
			found += read;
			offset = before;
			steps++;
		}
		assertThat(found).isEqualTo(positions.size());
		assertThat(steps).as("the records of other partitions do not count").isLessThanOrEqualTo(20);
	}

	@Test
	void goingOnReachesAtMostSoManyRecordsAndInTheEndAllOfThem() {
		String topic = topic(PARTITIONS);
		LogPartition partition = new LogPartition(topic, 1);
		List<Position> positions = interleaved(topic, 60);
		long end = end(topic, 1);
		long offset = begin(topic, 1);
		List<LogRecord> found = new ArrayList<>();
		int steps = 0;
		while (offset < end) {
			long after = Math.min(end, this.reader.offsetAfter(partition, offset, 7));
			assertThat(after).isGreaterThan(offset);
			List<LogRecord> read = read(topic, 1, new OffsetRange(offset, after));
			assertThat(read).hasSizeLessThanOrEqualTo(7);
			found.addAll(read);
			offset = after;
			steps++;
		}
		assertThat(found).extracting(LogRecord::position).isEqualTo(positions);
		assertThat(steps).as("the records of other partitions do not count").isLessThanOrEqualTo(20);
	}

	/**
	 * Append to all partitions in turn.
	 * @return positions of the records of partition 1
	 */
	private List<Position> interleaved(String topic, int records) {
		List<CompletableFuture<Position>> appends = IntStream.range(0, records * PARTITIONS)
			.mapToObj((i) -> this.transport.log()
				.append(new NewRecord(topic, i % PARTITIONS, RecordKey.of("a"), List.of(), bytes("" + i), "record")))
			.toList();
		return appends.stream().map(CompletableFuture::join).filter((position) -> position.partition() == 1).toList();
	}

	@Test
	void whenATopicGetsMorePartitionsThenReadersSeeThemAndEveryEarlierRecordStaysWhereItWas() {
		EngineFeature.MORE_PARTITIONS.assumePresentIn(this.transport);
		String topic = topic(1);
		List<Position> before = IntStream.range(0, 5).mapToObj((i) -> append(topic, "source-" + i, i)).toList();
		assertThat(this.reader.partitionsOf(topic)).isEqualTo(1);
		String identity = this.reader.identityOf(topic);
		this.transport.addPartitions(topic, 3);
		Awaitility.await()
			.atMost(TIMEOUT)
			.ignoreExceptionsInstanceOf(LogUnavailableException.class)
			.until(() -> this.reader.partitionsOf(topic) == 3);
		assertThat(this.reader.identityOf(topic)).isEqualTo(identity);
		this.transport.appendForeign(new LogPartition(topic, 2), "a");
		Awaitility.await()
			.atMost(TIMEOUT)
			.ignoreExceptionsInstanceOf(LogUnavailableException.class)
			.until(() -> all(topic, 2).size() == 1);
		assertThat(all(topic, 0)).extracting(LogRecord::position).isEqualTo(before);
	}

	private String topic(int partitions) {
		String topic = "contract-" + UUID.randomUUID();
		this.transport.createTopic(topic, partitions);
		return topic;
	}

	private Position append(String topic, String sourceId, int number) {
		return append(record(topic, sourceId, number));
	}

	private Position append(NewRecord record) {
		return this.transport.log().append(record).join();
	}

	static NewRecord record(String topic, String sourceId, int number) {
		Event event = Event.builder()
			.source("order", sourceId)
			.type("order.placed")
			.data(JsonData.of(Integer.toString(number)))
			.build();
		return WRITER.write(topic, new EncodedEvent(event, bytes(Integer.toString(number))));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private long begin(String topic, int partition) {
		LogPartition asked = new LogPartition(topic, partition);
		return this.reader.begins(List.of(asked)).getOrDefault(asked, -1L);
	}

	private long end(String topic, int partition) {
		LogPartition asked = new LogPartition(topic, partition);
		return this.reader.ends(List.of(asked)).getOrDefault(asked, -1L);
	}

	private List<LogRecord> all(String topic, int partition) {
		return read(topic, partition, new OffsetRange(begin(topic, partition), end(topic, partition)));
	}

	private List<LogRecord> read(String topic, int partition, OffsetRange range) {
		List<LogRecord> read = new ArrayList<>();
		this.reader.read(Map.of(new LogPartition(topic, partition), range), read::add);
		return read;
	}

}
