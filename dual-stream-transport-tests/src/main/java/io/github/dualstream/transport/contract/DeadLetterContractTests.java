package io.github.dualstream.transport.contract;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.github.dualstream.Position;
import io.github.dualstream.consumer.deadletter.DeadLetter;
import io.github.dualstream.consumer.deadletter.DeadLetterFollower;
import io.github.dualstream.consumer.deadletter.DeadLetterMark;
import io.github.dualstream.consumer.deadletter.DeadLetterMark.Kind;
import io.github.dualstream.consumer.deadletter.TopicDeadLetters;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.OffsetRange;
import io.github.dualstream.transport.RecordHeader;
import io.github.dualstream.transport.RecordKey;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Dead-letter records on a log: they need nothing but its appends and its readers, and so
 * are the same on every log that keeps the promises of {@link LogContractTests}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DeadLetterContractTests {

	/** Maximum time to wait for something that happens in the background. */
	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final String GROUP = "shipping";

	private LogUnderTest transport;

	private LogReader reader;

	private TopicDeadLetters letters;

	/**
	 * Open the log of the transport.
	 * @return the log, closed after all tests
	 */
	protected abstract LogUnderTest open();

	@BeforeAll
	void openTransport() {
		this.transport = open();
		this.reader = this.transport.readers().open();
		this.letters = new TopicDeadLetters(this.transport.log(), this.transport.readers(), (topic) -> topic + "-dlt",
				null, new Threads(), TIMEOUT);
	}

	@AfterAll
	void closeTransport() {
		this.letters.close();
		this.reader.close();
		this.transport.close();
	}

	@Test
	void aRecordIsKeptWithEachOfItsBytesInThePartitionOfItsNumber() {
		String topic = topic(3, 3);
		byte[] bytes = { 0, (byte) 0xff, 'a' };
		List<RecordHeader> headers = List.of(new RecordHeader("h", bytes), RecordHeader.of("h", "again"));
		LogRecord record = append(new NewRecord(topic, 2, RecordKey.of(bytes), headers, bytes, "record"));
		DeadLetterMark mark = keep(record);
		assertThat(mark.position().topic()).isEqualTo(topic + "-dlt");
		assertThat(mark.position().partition()).isEqualTo(2);
		LogRecord original = original(mark);
		assertThat(original.position()).isEqualTo(record.position());
		assertThat(original.appendedAt()).isEqualTo(record.appendedAt().truncatedTo(ChronoUnit.MILLIS));
		assertThat(original.key()).isEqualTo(record.key());
		assertThat(original.headers()).isEqualTo(headers);
		assertThat(original.value()).isEqualTo(bytes);
	}

	@Test
	void headersThatACustomizerAddsAreThoseOfTheDeadLetterRecordOnly() {
		String topic = topic(1, 1);
		List<RecordHeader> headers = List.of(RecordHeader.of("team", "own"), RecordHeader.of("other", "1"));
		LogRecord record = append(new NewRecord(topic, 0, RecordKey.of("k"), headers, new byte[] { 1 }, "record"));
		try (TopicDeadLetters customized = customized((added) -> {
			added.put("team", "billing");
			added.put("cause", "no stock");
		}); TopicDeadLetters refused = customized((added) -> added.put("dual-stream-kind", "forged"))) {
			DeadLetterMark mark = keep(customized, record);
			assertThat(read(mark.position()).headers()).contains(RecordHeader.of("team", "billing"),
					RecordHeader.of("cause", "no stock"));
			assertThat(original(mark).headers()).isEqualTo(headers);
			assertThat(original(keep(refused, record)).headers()).isEqualTo(headers);
		}
	}

	private TopicDeadLetters customized(Consumer<Map<String, String>> customizer) {
		return new TopicDeadLetters(this.transport.log(), this.transport.readers(), (topic) -> topic + "-dlt", null,
				new Threads(), TIMEOUT, List.of((headers, record, group, cause) -> customizer.accept(headers)));
	}

	@Test
	void aRecordWithoutKeyAndValueIsKept() {
		String topic = topic(1, 1);
		LogRecord record = append(new NewRecord(topic, 0, null, List.of(), null, "record"));
		LogRecord original = original(keep(record));
		assertThat(original.key()).isNull();
		assertThat(original.value()).isNull();
	}

	@Test
	void recordsOfOnePartitionAreKeptInTheOrderOfTheCalls() {
		String topic = topic(1, 1);
		List<LogRecord> records = IntStream.range(0, 50).mapToObj((i) -> event(topic, "source-" + i % 7, i)).toList();
		List<CompletableFuture<Position>> kept = records.stream()
			.map((record) -> this.letters.keep(record, GROUP, 1, new IllegalStateException()))
			.toList();
		assertThat(kept.stream().map(CompletableFuture::join).map(Position::offset)).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void anOpenRecordIsListedWithItsFailureUntilItIsResolvedOrSkipped() {
		String topic = topic(2, 2);
		LogRecord record = event(topic, "42", 1);
		DeadLetterMark first = keep(record);
		DeadLetterMark second = keep(event(topic, "42", 2));
		DeadLetterMark third = keep(event(topic, "other", 3));
		assertThat(open(topic)).hasSize(3);
		assertThat(open(topic)).filteredOn((letter) -> letter.position().equals(first.position()))
			.singleElement()
			.satisfies((letter) -> {
				assertThat(letter.origin()).isEqualTo(record.position());
				assertThat(letter.group()).isEqualTo(GROUP);
				assertThat(letter.sourceId()).isEqualTo("42");
				assertThat(letter.eventId()).isNotNull();
				assertThat(letter.eventType()).isEqualTo("order.placed");
				assertThat(letter.attempts()).isEqualTo(3);
				assertThat(letter.exception()).isEqualTo(IllegalStateException.class.getName());
				assertThat(letter.cause()).isEqualTo("no stock");
			});
		answer(first, Kind.REDRIVE);
		answer(first, Kind.FAILED);
		assertThat(open(topic)).hasSize(3);
		answer(first, Kind.RESOLVED);
		answer(second, Kind.SKIPPED);
		assertThat(open(topic)).extracting(DeadLetter::position).containsExactly(third.position());
	}

	@Test
	void aListEndsAtItsLimitAndLeavesOutWhatTheFilterDoes() {
		String topic = topic(1, 1);
		List<DeadLetterMark> marks = IntStream.range(0, 6).mapToObj((i) -> keep(event(topic, "s" + i % 2, i))).toList();
		assertThat(this.letters.open(GROUP, topic, (letter) -> "s1".equals(letter.sourceId()), 2))
			.extracting(DeadLetter::position)
			.containsExactly(marks.get(1).position(), marks.get(3).position());
	}

	@Test
	void recordsOfAnotherGroupAreNotListedAndNotFollowed() {
		String topic = topic(1, 1);
		this.letters.keep(event(topic, "42", 1), "another", 1, new IllegalStateException()).join();
		DeadLetterMark own = keep(event(topic, "42", 2));
		assertThat(open(topic)).extracting(DeadLetter::position).containsExactly(own.position());
		try (Following following = follow(new LogPartition(topic, 0))) {
			following.awaitCaughtUp();
			assertThat(following.marks).containsExactly(own);
		}
	}

	@Test
	void headersThatLookLikeOursAreReplaced() {
		String topic = topic(1, 1);
		LogRecord record = append(new NewRecord(topic, 0, RecordKey.of("k"),
				List.of(RecordHeader.of("dual-stream-kind", "RESOLVED"),
						RecordHeader.of("dual-stream-letter", topic + "-dlt:0:0"),
						RecordHeader.of("dual-stream-group", "another"), RecordHeader.of("x", "1")),
				"not an event".getBytes(StandardCharsets.UTF_8), "forged record"));
		DeadLetterMark mark = keep(record);
		assertThat(open(topic)).singleElement().satisfies((letter) -> {
			assertThat(letter.position()).isEqualTo(mark.position());
			assertThat(letter.eventId()).isNull();
		});
		LogRecord original = original(mark);
		assertThat(original.headers()).containsExactly(RecordHeader.of("x", "1"));
	}

	@Test
	void aFollowerReturnsEachMarkOnceAndThoseOfAPartitionInOrder() {
		String topic = topic(1, 1);
		DeadLetterMark first = keep(event(topic, "a", 1));
		DeadLetterMark second = keep(event(topic, "b", 2));
		try (Following following = follow(new LogPartition(topic, 0))) {
			following.awaitCaughtUp();
			assertThat(following.marks).containsExactly(first, second);
			DeadLetterMark answer = answer(first, Kind.REDRIVE);
			DeadLetterMark third = keep(event(topic, "a", 3));
			following.awaitMarks(4);
			assertThat(following.marks).containsExactly(first, second, answer, third);
		}
	}

	@Test
	void severalPartitionsMayShareOneOfTheDeadLetterTopic() {
		String topic = topic(4, 2);
		DeadLetterMark one = keep(append(record(topic, 1)));
		DeadLetterMark three = keep(append(record(topic, 3)));
		assertThat(one.position().partition()).isEqualTo(three.position().partition()).isEqualTo(1);
		LogPartition first = new LogPartition(topic, 1);
		try (Following following = follow(first)) {
			following.awaitCaughtUp();
			assertThat(following.marks).containsExactly(one);
			following.follow(first, new LogPartition(topic, 3));
			following.awaitCaughtUp();
			assertThat(following.marks).containsExactly(one, three);
		}
	}

	@Test
	void aPartitionThatIsFollowedAgainIsReadFromItsBeginning() {
		String topic = topic(1, 1);
		DeadLetterMark mark = keep(event(topic, "a", 1));
		try (Following following = follow(new LogPartition(topic, 0))) {
			following.awaitCaughtUp();
			following.follow();
			assertThat(following.follower.poll()).isEmpty();
			following.follow(new LogPartition(topic, 0));
			following.awaitCaughtUp();
			assertThat(following.marks).containsExactly(mark, mark);
		}
	}

	@Test
	void withoutADeadLetterTopicThereAreNoRecordsAndAFollowerHasReadAll() {
		EngineFeature.TOPICS_ARE_CREATED.assumePresentIn(this.transport);
		String topic = "dead-" + UUID.randomUUID();
		this.transport.createTopic(topic, 1);
		assertThat(open(topic)).isEmpty();
		try (Following following = follow(new LogPartition(topic, 0))) {
			following.awaitCaughtUp();
			this.transport.createTopic(topic + "-dlt", 1);
			DeadLetterMark mark = keep(event(topic, "a", 1));
			following.awaitMarks(1);
			assertThat(following.marks).containsExactly(mark);
		}
	}

	@Test
	void whenRetentionHasDeletedARecordThenItCannotBeRedrivenAndTheRestIsFollowed() {
		String topic = topic(1, 1);
		DeadLetterMark deleted = keep(event(topic, "a", 1));
		DeadLetterMark kept = keep(event(topic, "a", 2));
		this.transport.deleteBefore(new LogPartition(topic + "-dlt", 0), kept.position().offset());
		Awaitility.await().atMost(TIMEOUT).until(() -> this.letters.read(deleted) == null);
		try (Following following = follow(new LogPartition(topic, 0))) {
			following.awaitCaughtUp();
			assertThat(following.marks).containsExactly(kept);
		}
	}

	private String topic(int partitions, int deadLetterPartitions) {
		String topic = "dead-" + UUID.randomUUID();
		this.transport.createTopic(topic, partitions);
		this.transport.createTopic(topic + "-dlt", deadLetterPartitions);
		return topic;
	}

	private static NewRecord record(String topic, int partition) {
		return new NewRecord(topic, partition, RecordKey.of("k"), List.of(), new byte[] { 1 }, "record");
	}

	private LogRecord event(String topic, String sourceId, int number) {
		return append(LogContractTests.record(topic, sourceId, number));
	}

	private LogRecord append(NewRecord record) {
		return read(this.transport.log().append(record).join());
	}

	private LogRecord read(Position position) {
		LogPartition partition = LogPartition.of(position);
		List<LogRecord> read = new ArrayList<>();
		this.reader.read(Map.of(partition, new OffsetRange(position.offset(), position.offset() + 1)), read::add);
		return read.get(0);
	}

	private DeadLetterMark keep(LogRecord record) {
		return keep(this.letters, record);
	}

	private static DeadLetterMark keep(TopicDeadLetters letters, LogRecord record) {
		Position position = letters.keep(record, GROUP, 3, new IllegalStateException("no stock")).join();
		return new DeadLetterMark(Kind.LETTER, position, position, record.position(), record.key());
	}

	private DeadLetterMark answer(DeadLetterMark mark, Kind answer) {
		return mark.answeredBy(answer, this.letters.answer(mark, GROUP, answer).join());
	}

	private LogRecord original(DeadLetterMark mark) {
		return Objects.requireNonNull(this.letters.read(mark), "no longer there");
	}

	private List<DeadLetter> open(String topic) {
		return this.letters.open(GROUP, topic, (letter) -> true, 100);
	}

	private Following follow(LogPartition... origins) {
		Following following = new Following(this.letters.follow(GROUP));
		following.follow(origins);
		return following;
	}

	/** Follower with the marks that it has returned. */
	private static final class Following implements AutoCloseable {

		private final DeadLetterFollower follower;

		private final List<DeadLetterMark> marks = new ArrayList<>();

		private List<LogPartition> origins = List.of();

		Following(DeadLetterFollower follower) {
			this.follower = follower;
		}

		void follow(LogPartition... followed) {
			this.origins = List.of(followed);
			this.follower.follow(this.origins);
		}

		void awaitCaughtUp() {
			Awaitility.await().atMost(TIMEOUT).pollInSameThread().until(() -> {
				this.marks.addAll(this.follower.poll());
				return this.origins.stream().allMatch(this.follower::isCaughtUp);
			});
		}

		void awaitMarks(int count) {
			Awaitility.await().atMost(TIMEOUT).pollInSameThread().until(() -> {
				this.marks.addAll(this.follower.poll());
				return this.marks.size() >= count;
			});
		}

		@Override
		public void close() {
			this.follower.close();
		}

	}

}
