package io.github.dualstream.transport.nats;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.dualstream.Position;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.RejectedException;
import io.github.dualstream.UnknownOutcomeException;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.test.NatsServer;
import io.github.dualstream.transport.AssignmentListener;
import io.github.dualstream.transport.CleanupPolicy;
import io.github.dualstream.transport.Compression;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.OffsetRange;
import io.github.dualstream.transport.RecordHeader;
import io.github.dualstream.transport.RecordKey;
import io.github.dualstream.transport.StartPosition;
import io.github.dualstream.transport.TopicSettings;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.StreamConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link NatsEventLog} and what reads it: outcomes of appends, streams and
 * buckets, and a server that is away, hangs, is killed and comes back.
 */
@Timeout(90)
@SuppressWarnings("try") // the client may be interrupted while it is closed
@EnabledIf("io.github.dualstream.test.NatsServer#isInstalled")
class NatsEventLogTests {

	private static final NatsLogOptions IMPATIENT = new NatsLogOptions(Duration.ofSeconds(1), Duration.ofSeconds(3),
			1_000_000, Duration.ofSeconds(1), 1);

	private final String topic = "orders." + UUID.randomUUID();

	private NatsUnderTest nats;

	@BeforeEach
	void open() {
		this.nats = new NatsUnderTest(NatsServer.start(), IMPATIENT);
	}

	@AfterEach
	void close() {
		this.nats.close();
	}

	@Test
	void whenTheTopicDoesNotExistThenTheAppendFailsAndNamesTheProperty() {
		assertThat(append("a", "1")).failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.withCauseInstanceOf(PublishFailedException.class)
			.withMessageContaining("dual-stream.topic-management.strategy");
	}

	@Test
	void whenTheTopicIsDeletedThenTheAppendFailsForCertain() {
		this.nats.createTopic(this.topic, 1);
		append("a", "1").join();
		this.nats.deleteTopic(this.topic);
		assertThat(append("a", "2")).failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.withCauseInstanceOf(PublishFailedException.class);
	}

	@Test
	void whenTheStreamIsOfSomethingElseThenTheErrorShowsItsSubjects() throws Exception {
		try (Connection other = Nats.connect(this.nats.server.url())) {
			other.jetStreamManagement()
				.addStream(StreamConfiguration.builder().name("others").subjects("something.>").build());
		}
		NewRecord record = new NewRecord("others", null, RecordKey.of("a"), List.of(), new byte[0], "event '1'");
		assertThat(this.nats.log.append(record)).failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.withCauseInstanceOf(PublishFailedException.class)
			.withMessageContaining("something.>")
			.withMessageContaining("others.0.>");
	}

	@Test
	void whenTheStreamIsFullOrTheRecordTooLargeThenTheOutcomeIsCertain() {
		NatsTopicAdministration topics = new NatsTopicAdministration(this.nats.log);
		topics.create(this.topic,
				new TopicSettings(1, null, null, null, null, null, null, Map.of("max.message.bytes", "1000")));
		assertThat(append("a", "x".repeat(2_000))).failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.withCauseInstanceOf(RejectedException.class);
		assertThatExceptionOfType(RejectedException.class)
			.isThrownBy(() -> this.nats.log.check(record("a", "x".repeat(1_000_001))))
			.withMessageContaining("max-event-size");
	}

	@Test
	void whenTheServerHangsThenTheOutcomeIsUnknownAndARepetitionIsStoredOnce() {
		this.nats.createTopic(this.topic, 1);
		NewRecord event = new NewRecord(this.topic, null, RecordKey.of("a"),
				List.of(RecordHeader.of("ce_id", "4711"), RecordHeader.of("ce_traceparent", "00-1")),
				"1".getBytes(StandardCharsets.UTF_8), "event '4711'");
		Position first = this.nats.log.append(event).join();
		this.nats.server.pause();
		CompletableFuture<Position> unknown = append("b", "2");
		assertThat(unknown).failsWithin(Duration.ofSeconds(20))
			.withThrowableThat()
			.withCauseInstanceOf(UnknownOutcomeException.class);
		this.nats.server.resume();
		NewRecord again = new NewRecord(this.topic, null, event.key(),
				List.of(RecordHeader.of("ce_id", "4711"), RecordHeader.of("ce_traceparent", "00-2")), event.value(),
				"event '4711'");
		await().atMost(Duration.ofSeconds(30))
			.ignoreExceptions()
			.untilAsserted(() -> assertThat(this.nats.log.append(again).join()).isEqualTo(first));
	}

	@Test
	void whenTheConnectionIsLostThenWhatWasInFlightIsUnknownAtOnce() throws IOException {
		this.nats.createTopic(this.topic, 1);
		// an append without an answer is unknown after 30 s
		try (NatsEventLog log = NatsUnderTest.logOn(this.nats.server, new Threads(), NatsUnderTest.OPTIONS)) {
			log.append(record("a", "1")).join();
			this.nats.server.pause();
			CompletableFuture<Position> inFlight = log.append(record("b", "2"));
			this.nats.server.kill();
			assertThat(inFlight).failsWithin(Duration.ofSeconds(20))
				.withThrowableThat()
				.withCauseInstanceOf(UnknownOutcomeException.class)
				.withMessageContaining("the connection to NATS was lost");
			CompletableFuture<Position> meanwhile = log.append(record("c", "3"));
			failAttemptsToConnect(2);
			this.nats.server.restart();
			assertThat(meanwhile).succeedsWithin(Duration.ofSeconds(20));
		}
	}

	@Test
	void whenTheServerIsRestartedThenAppendsAndReadersGoOn() {
		this.nats.createTopic(this.topic, 2);
		append("a", "1").join();
		LogPartition partition = partitionOf("a");
		try (LogReader reader = this.nats.readers().open()) {
			long next = reader.ends(List.of(partition)).getOrDefault(partition, -1L);
			assertThat(reader.readOn(Map.of(partition, next), Duration.ofMillis(50), (record) -> {
			})).isEmpty();
			this.nats.server.restart();
			await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> append("a", "2").join() != null);
			List<LogRecord> read = new ArrayList<>();
			await().atMost(Duration.ofSeconds(30))
				.ignoreExceptionsInstanceOf(LogUnavailableException.class)
				.until(() -> {
					reader.readOn(Map.of(partition, next), Duration.ofSeconds(2), read::add);
					return !read.isEmpty();
				});
			assertThat(read.get(0).value()).asString(StandardCharsets.UTF_8).isEqualTo("2");
		}
	}

	@Test
	void whenTheServerIsAwayAtTheStartThenProbeAndReadersSaySo() {
		this.nats.server.kill();
		try (NatsEventLog away = NatsUnderTest.logOn(this.nats.server, new Threads(), IMPATIENT)) {
			assertThatIllegalStateException().isThrownBy(() -> away.probe(Duration.ofSeconds(1)))
				.withMessageContaining("dual-stream.nats.server");
			assertThatExceptionOfType(LogUnavailableException.class)
				.isThrownBy(() -> new NatsLogReaders(away).open().partitionsOf(this.topic));
			this.nats.server.restart();
			await().atMost(Duration.ofSeconds(30))
				.ignoreExceptions()
				.until(() -> away.probe(Duration.ofSeconds(1)).containsKey("version"));
		}
	}

	@Test
	void headersKeepTheirOrderAndAreReadableByOthers() throws Exception {
		this.nats.createTopic(this.topic, 1);
		List<RecordHeader> headers = List.of(RecordHeader.of("ce_type", "t"), RecordHeader.of("ce_id", "1"),
				RecordHeader.of("b", "2"), RecordHeader.of("a", "3"));
		Position position = this.nats.log
			.append(new NewRecord(this.topic, null, RecordKey.of("a"), headers, new byte[0], "event '1'"))
			.join();
		assertThat(all(0).get(0).headers()).isEqualTo(headers);
		try (Connection other = Nats.connect(this.nats.server.url())) {
			assertThat(other.jetStreamManagement()
				.getMessage(TopicStream.nameOf(this.topic), position.offset() + 1)
				.getHeaders()
				.getFirst("ce_type")).isEqualTo("t");
		}
	}

	@Test
	void aKeyThatIsTooLongForASubjectIsKept() {
		this.nats.createTopic(this.topic, 1);
		append("\u00fc".repeat(2_000), "1").join();
		assertThat(all(0).get(0).key()).isEqualTo(RecordKey.of("\u00fc".repeat(2_000)));
	}

	@Test
	void aTopicIsCreatedDescribedAndChanged() {
		NatsTopicAdministration topics = new NatsTopicAdministration(this.nats.log);
		assertThat(topics.describe(List.of(this.topic))).isEmpty();
		TopicSettings settings = new TopicSettings(3, 1, null, Duration.ofDays(1), DataSize.ofMegabytes(10),
				CleanupPolicy.COMPACT_AND_DELETE, null, Map.of("max.message.bytes", "5000"));
		topics.create(this.topic, settings);
		topics.create(this.topic, settings);
		assertThat(topics.describe(List.of(this.topic)).get(this.topic).settings()).isEqualTo(settings);
		topics.update(this.topic,
				new TopicSettings(null, null, null, TopicSettings.FOREVER, null, CleanupPolicy.DELETE, null, Map.of()));
		TopicSettings changed = topics.describe(List.of(this.topic)).get(this.topic).settings();
		assertThat(changed.retention()).isEqualTo(TopicSettings.FOREVER);
		assertThat(changed.cleanupPolicy()).isEqualTo(CleanupPolicy.DELETE);
		assertThat(changed.partitions()).isEqualTo(3);
	}

	@Test
	void settingsThatNatsHasNotAreNamed() {
		NatsTopicAdministration topics = new NatsTopicAdministration(this.nats.log);
		assertThat(topics.unsupported(new TopicSettings(3, 1, 2, null, null, null,
				new Compression(Compression.Type.ZSTD, null), Map.of("segment.bytes", "1", "max.message.bytes", "2"))))
			.containsExactly("min-in-sync-replicas", "compression", "configs.segment.bytes");
		assertThat(topics.unsupported(TopicSettings.ofPartitions(3))).isEmpty();
	}

	@Test
	void aGroupStartsAtATimeBetweenRecords() {
		this.nats.createTopic(this.topic, 2);
		append("a", "1").join();
		Instant between = all(partitionOf("a").number()).get(0).appendedAt().plusNanos(1);
		await().until(() -> Instant.now().isAfter(between.plusMillis(1)));
		Position second = append("a", "2").join();
		try (TestMember member = new TestMember("since", new StartPosition.AtTime(between))) {
			await().atMost(Duration.ofSeconds(30)).pollInSameThread().until(() -> !member.poll().isEmpty());
			assertThat(member.read).containsExactly(second);
		}
	}

	@Test
	void whenAPartitionIsIdleThenItsProgressFollowsTheStreamAndRetentionDoesNotPassIt() {
		this.nats.createTopic(this.topic, 2);
		int busy = partitionOf("a").number();
		LogPartition idle = new LogPartition(this.topic, 1 - busy);
		try (TestMember member = new TestMember("idle", StartPosition.EARLIEST)) {
			await().atMost(Duration.ofSeconds(30)).pollInSameThread().until(() -> {
				member.poll();
				return member.assigned.size() == 2;
			});
			IntStream.range(0, 10).forEach((i) -> append("a", "" + i).join());
			await().atMost(Duration.ofSeconds(60)).pollInSameThread().until(() -> {
				member.poll();
				return member.next.getOrDefault(idle, 0L) >= 10;
			});
			assertThat(member.read).hasSize(10);
		}
	}

	@Test
	void whenAMemberDiesThenAnotherOneTakesItsPartitionsAndTheDeadOneCommitsNothing() {
		this.nats.createTopic(this.topic, 1);
		Position first = append("a", "1").join();
		TestMember dead = new TestMember("fenced", StartPosition.EARLIEST);
		await().atMost(Duration.ofSeconds(30)).pollInSameThread().until(() -> !dead.poll().isEmpty());
		LogPartition partition = new LogPartition(this.topic, 0);
		// another owner: what a member does that got the lease after it had expired
		TopicStreams streams = this.nats.log.streams();
		CommittedOffsets offsets = new CommittedOffsets(new GroupBuckets(streams, 1));
		TopicStream stream = streams.require(this.topic);
		offsets.own("fenced", partition, new CommittedOffsets.Committed(first.offset(), stream.identity(), "other"));
		assertThatExceptionOfType(LogUnavailableException.class)
			.isThrownBy(() -> dead.member.commit(Map.of(partition, first.offset() + 1), Duration.ofSeconds(5)));
		assertThat(offsets.read("fenced", partition).next()).isEqualTo(first.offset());
		dead.close();
	}

	@Test
	void aReaderAdvancesPastTheRecordsOfOtherPartitionsAndIsNotAheadOfTheLog() {
		this.nats.createTopic(this.topic, 4);
		append("a", "1").join();
		LogPartition silent = partitionOf("a");
		String other = IntStream.range(0, 100)
			.mapToObj((i) -> "other-" + i)
			.filter((key) -> !partitionOf(key).equals(silent))
			.findFirst()
			.orElseThrow();
		try (LogReader reader = this.nats.readers().open()) {
			long end = reader.ends(List.of(silent)).getOrDefault(silent, 0L);
			Position last = append(other, "2").join();
			await().atMost(Duration.ofSeconds(30)).until(() -> {
				Map<LogPartition, Long> next = reader.readOn(Map.of(silent, end), Duration.ofMillis(100), (record) -> {
				});
				return next.getOrDefault(silent, end) == last.offset() + 1;
			});
			assertThat(reader.ends(List.of(silent))).containsEntry(silent, end);
			assertThat(reader.ahead(List.of(silent.at(last.offset() + 1), silent.at(last.offset() + 2))))
				.containsExactly(silent.at(last.offset() + 2));
		}
	}

	private LogPartition partitionOf(String key) {
		TopicStream stream = this.nats.log.streams().require(this.topic);
		return new LogPartition(this.topic, NatsEventLog.partitionOf(RecordKey.of(key), stream.partitions()));
	}

	private void failAttemptsToConnect(int count) throws IOException {
		try (ServerSocket socket = new ServerSocket(this.nats.server.port(), 1, InetAddress.getLoopbackAddress())) {
			for (int i = 0; i < count; i++) {
				socket.accept().close();
			}
		}
	}

	private CompletableFuture<Position> append(String key, String value) {
		return this.nats.log.append(record(key, value));
	}

	private NewRecord record(String key, String value) {
		return new NewRecord(this.topic, null, RecordKey.of(key), List.of(), value.getBytes(StandardCharsets.UTF_8),
				"event '" + value.length() + "'");
	}

	private List<LogRecord> all(int number) {
		LogPartition partition = new LogPartition(this.topic, number);
		List<LogRecord> records = new ArrayList<>();
		try (LogReader reader = this.nats.readers().open()) {
			long end = reader.ends(List.of(partition)).getOrDefault(partition, 0L);
			reader.read(Map.of(partition, new OffsetRange(0, end)), records::add);
		}
		return records;
	}

	private final class TestMember implements AssignmentListener, AutoCloseable {

		private final Set<LogPartition> assigned = new HashSet<>();

		private final List<Position> read = new ArrayList<>();

		private final Map<LogPartition, Long> next = new HashMap<>();

		private final GroupMember member;

		TestMember(String group, StartPosition start) {
			this.member = NatsEventLogTests.this.nats.groups()
				.join(group, List.of(NatsEventLogTests.this.topic), start, this);
		}

		List<Position> poll() {
			this.member.poll(Duration.ofMillis(100)).forEach((partition, batch) -> {
				batch.records().forEach((record) -> this.read.add(record.position()));
				this.next.put(partition, batch.next());
			});
			return this.read;
		}

		@Override
		public void assigned(GroupMember member, Collection<LogPartition> partitions) {
			this.assigned.addAll(partitions);
		}

		@Override
		public void revoked(GroupMember member, Collection<LogPartition> partitions) {
			this.assigned.removeAll(Set.copyOf(partitions));
		}

		@Override
		public void lost(Collection<LogPartition> partitions) {
			this.assigned.removeAll(Set.copyOf(partitions));
		}

		@Override
		public void unreadable(LogPartition partition, long offset, Throwable cause) {
			throw new AssertionError("every record of these tests can be read", cause);
		}

		@Override
		public void close() {
			this.member.close();
		}

	}

}
