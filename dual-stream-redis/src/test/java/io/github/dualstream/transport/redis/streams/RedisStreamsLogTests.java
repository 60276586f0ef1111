package io.github.dualstream.transport.redis.streams;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.github.dualstream.BackpressureException;
import io.github.dualstream.Position;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.UnknownOutcomeException;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.test.RedisServer;
import io.github.dualstream.transport.CleanupPolicy;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.OffsetRange;
import io.github.dualstream.transport.PositionUnavailableException;
import io.github.dualstream.transport.RecordHeader;
import io.github.dualstream.transport.RecordKey;
import io.github.dualstream.transport.TopicAdministrationException;
import io.github.dualstream.transport.TopicSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.stream.RecordId;
import org.springframework.data.redis.connection.stream.StreamRecords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@Timeout(120)
@SuppressWarnings("try") // what is closed need not be used
class RedisStreamsLogTests {

	private final String topic = "streams-" + UUID.randomUUID();

	private final LogPartition partition = new LogPartition(this.topic, 0);

	@Test
	void anEntryOfAnotherProgramIsReadWithItsFieldsAsHeaders() {
		try (RedisServer server = RedisServer.start();
				TestStreams streams = TestStreams.on(server.port());
				LogReader reader = streams.readers().open()) {
			streams.createTopic(this.topic, 1);
			Map<String, String> fields = new LinkedHashMap<>();
			fields.put("key", "order-1");
			fields.put("total", "5");
			fields.put("header:type", "placed");
			streams.redis.opsForStream().add(StreamKeys.stream(this.partition), fields);
			LogRecord record = all(reader).get(0);
			assertThat(record.key()).isEqualTo(RecordKey.of("order-1"));
			assertThat(record.value()).isNull();
			assertThat(record.headers()).containsExactly(RecordHeader.of("total", "5"),
					RecordHeader.of("type", "placed"));
		}
	}

	@Test
	void anIdThatIsNoOffsetIsAnErrorThatNamesIt() {
		try (RedisServer server = RedisServer.start();
				TestStreams streams = TestStreams.on(server.port());
				LogReader reader = streams.readers().open()) {
			streams.createTopic(this.topic, 1);
			streams.redis.opsForStream()
				.add(StreamRecords.mapBacked(Map.of("a", "b"))
					.withStreamKey(StreamKeys.stream(this.partition))
					.withId(RecordId.of("99999999999999-0")));
			assertThatExceptionOfType(LogUnavailableException.class).isThrownBy(() -> all(reader))
				.withMessageContaining("99999999999999-0")
				.withMessageContaining(this.topic + ":{0}");
			assertThat(failureOf(append(streams, "a"))).isInstanceOf(UnknownOutcomeException.class)
				.hasMessageContaining("99999999999999-1");
		}
	}

	@Test
	void aKeyOfAnotherTypeIsADefiniteFailure() {
		try (RedisServer server = RedisServer.start();
				TestStreams streams = TestStreams.on(server.port());
				LogReader reader = streams.readers().open()) {
			streams.createTopic(this.topic, 1);
			streams.redis.opsForValue().set(StreamKeys.stream(this.partition), "text");
			assertThat(failureOf(append(streams, "a"))).isInstanceOf(PublishFailedException.class)
				.hasMessageContaining("WRONGTYPE")
				.hasMessageContaining("rename the topic or delete the key");
			assertThatExceptionOfType(LogUnavailableException.class).isThrownBy(() -> all(reader))
				.withMessageContaining("WRONGTYPE");
		}
	}

	@Test
	void anIdOfTheFutureLeavesTheOrderAndIsAProblemOfTheTopic() {
		try (RedisServer server = RedisServer.start();
				TestStreams streams = TestStreams.on(server.port());
				LogReader reader = streams.readers().open()) {
			streams.createTopic(this.topic, 1);
			assertThat(problems(streams)).isEmpty();
			append(streams, "before").join();
			streams.redis.opsForStream()
				.add(StreamRecords.mapBacked(Map.of("key", "future"))
					.withStreamKey(StreamKeys.stream(this.partition))
					.withId(RecordId.of("4102444800000-0")));
			append(streams, "after").join();
			assertThat(all(reader)).extracting(LogRecord::key)
				.containsExactly(RecordKey.of("before"), RecordKey.of("future"), RecordKey.of("after"));
			assertThat(problems(streams)).singleElement()
				.asString()
				.contains("2100-01-01T00:00:00Z", "partition 0", "retention");
		}
	}

	private List<String> problems(TestStreams streams) {
		return streams.topics().describe(List.of(this.topic)).get(this.topic).problems();
	}

	@Test
	void aTopicWhoseKeyIsOfAnotherTypeIsADefiniteFailureThatNamesIt() {
		try (RedisServer server = RedisServer.start();
				TestStreams streams = TestStreams.on(server.port());
				LogReader reader = streams.readers().open()) {
			streams.redis.opsForValue().set(StreamKeys.text(StreamKeys.topic(this.topic)), "text");
			assertThat(failureOf(append(streams, "a"))).isInstanceOf(PublishFailedException.class)
				.hasMessageContaining(this.topic)
				.hasMessageContaining("WRONGTYPE");
			assertThatExceptionOfType(LogUnavailableException.class).isThrownBy(() -> reader.partitionsOf(this.topic))
				.withMessageContaining("rename the topic or delete the key");
			assertThatExceptionOfType(TopicAdministrationException.class).isThrownBy(() -> problems(streams))
				.withMessageContaining(this.topic);
		}
	}

	@Test
	void aWrongPasswordIsADefiniteFailureAndNamesTheProperty() {
		RedisStandaloneConfiguration configuration = new RedisStandaloneConfiguration("127.0.0.1", 1);
		configuration.setPassword("wrong");
		try (RedisServer server = RedisServer.start("--requirepass", "secret")) {
			configuration.setPort(server.port());
			try (TestStreams streams = new TestStreams(configuration, (options) -> options);
					LogReader reader = streams.readers().open()) {
				assertThat(failureOf(append(streams, "a"))).isInstanceOf(PublishFailedException.class)
					.hasMessageContaining("WRONGPASS")
					.hasMessageContaining("spring.data.redis.username and password");
				assertThatExceptionOfType(LogUnavailableException.class)
					.isThrownBy(() -> reader.partitionsOf(this.topic))
					.withMessageContaining("WRONGPASS");
			}
		}
	}

	@Test
	void whenTopicsMayNotBeCreatedThenThatIsADenial() {
		try (RedisServer server = RedisServer.start(); TestStreams streams = TestStreams.on(server.port())) {
			streams.redis
				.execute(
						(connection) -> connection.execute("ACL", StreamKeys.bytes("SETUSER"),
								StreamKeys.bytes("default"), StreamKeys.bytes("-eval"), StreamKeys.bytes("-evalsha")),
						false);
			assertThatExceptionOfType(TopicAdministrationException.class)
				.isThrownBy(() -> streams.topics().create(this.topic, TopicSettings.NONE))
				.withMessageContaining(this.topic)
				.satisfies((failure) -> assertThat(failure.isDenied()).isTrue());
		}
	}

	@Test
	void aMissingPasswordIsADefiniteFailure() {
		try (RedisServer server = RedisServer.start("--requirepass", "secret");
				TestStreams streams = TestStreams.on(server.port())) {
			assertThat(failureOf(append(streams, "a"))).isInstanceOf(PublishFailedException.class)
				.hasMessageContaining("NOAUTH")
				.hasMessageContaining("spring.data.redis.password");
		}
	}

	@Test
	void aFullRedisIsADefiniteFailure() {
		try (RedisServer server = RedisServer.start(); TestStreams streams = TestStreams.on(server.port())) {
			append(streams, "a").join();
			streams.redis.getConnectionFactory().getConnection().serverCommands().setConfig("maxmemory", "1");
			assertThat(failureOf(append(streams, "b"))).isInstanceOf(PublishFailedException.class)
				.hasMessageContaining("OOM")
				.hasMessageContaining("raise maxmemory");
		}
	}

	@Test
	void aReplicaRefusesDefinitely() {
		try (RedisServer server = RedisServer.start(); TestStreams streams = TestStreams.on(server.port())) {
			append(streams, "a").join();
			streams.redis.getConnectionFactory().getConnection().serverCommands().replicaOf("127.0.0.1", 1);
			assertThat(failureOf(append(streams, "b"))).isInstanceOf(PublishFailedException.class)
				.hasMessageContaining("READONLY");
		}
	}

	@Test
	void whenRedisIsAwayAtTheStartThenAppendsFailAndLaterSucceed() {
		try (RedisServer server = RedisServer.start()) {
			server.kill();
			try (TestStreams streams = TestStreams.on(server.port())) {
				assertThat(failureOf(append(streams, "a"))).isInstanceOf(PublishFailedException.class)
					.hasMessageContaining("Nothing was sent");
				server.restart();
				await().atMost(Duration.ofSeconds(30)).until(() -> failureOf(append(streams, "b")) == null);
			}
		}
	}

	@Test
	void anAppendWithoutAnAnswerIsUnknownAndTheBufferIsBounded() {
		try (RedisServer server = RedisServer.start();
				TestStreams streams = TestStreams.on(server.port(),
						(options) -> new RedisStreamsOptions(Duration.ofMillis(200), Duration.ofSeconds(1),
								options.maxRecordSize(), 1000, options.timeout(), 1, 0, options.waitTimeout(),
								options.lease()));
				LogReader reader = streams.readers().open()) {
			append(streams, "a").join();
			server.pause();
			CompletableFuture<Position> unanswered = append(streams, "b");
			List<CompletableFuture<Position>> more = new ArrayList<>();
			while (more.isEmpty() || !more.get(more.size() - 1).isCompletedExceptionally()) {
				more.add(append(streams, "c"));
			}
			assertThat(failureOf(more.get(more.size() - 1))).isInstanceOf(BackpressureException.class)
				.hasMessageContaining("dual-stream.redis-streams.buffer-size");
			assertThat(failureOf(unanswered)).isInstanceOf(UnknownOutcomeException.class)
				.hasMessageContaining("delivery-timeout");
			server.resume();
			await().atMost(Duration.ofSeconds(30))
				.ignoreExceptionsInstanceOf(LogUnavailableException.class)
				.until(() -> all(reader).size() == more.size() + 1);
		}
	}

	@Test
	void whenRedisIsKilledThenItsAnswerIsUnknownAndNothingIsSentAgain() {
		try (RedisServer server = RedisServer.start();
				TestStreams streams = TestStreams.on(server.port());
				LogReader reader = streams.readers().open()) {
			append(streams, "a").join();
			server.pause();
			CompletableFuture<Position> unanswered = append(streams, "b");
			server.kill();
			assertThat(failureOf(unanswered)).isInstanceOf(UnknownOutcomeException.class);
			server.restart();
			await().atMost(Duration.ofSeconds(30)).until(() -> failureOf(append(streams, "c")) == null);
			streams.log().flush();
			assertThat(all(reader)).extracting(LogRecord::key).doesNotContain(RecordKey.of("b"));
		}
	}

	@Test
	void aMissingReplicaMakesAnAppendUnknown() {
		try (RedisServer server = RedisServer.start();
				TestStreams streams = TestStreams.on(server.port(),
						(options) -> new RedisStreamsOptions(options.maxBlock(), options.deliveryTimeout(),
								options.maxRecordSize(), options.bufferSize(), options.timeout(), 1, 1,
								Duration.ofMillis(100), options.lease()));
				LogReader reader = streams.readers().open()) {
			assertThat(failureOf(append(streams, "a"))).isInstanceOf(UnknownOutcomeException.class)
				.hasMessageContaining("0 of 1 replicas");
			assertThat(all(reader)).hasSize(1);
			try (RedisServer replica = RedisServer.start("--replicaof", "127.0.0.1", Integer.toString(server.port()))) {
				await().atMost(Duration.ofSeconds(60)).until(() -> failureOf(append(streams, "b")) == null);
				List<CompletableFuture<Position>> appends = new ArrayList<>();
				for (int i = 0; i < 100; i++) {
					appends.add(append(streams, "c"));
				}
				assertThat(appends.stream().map((each) -> each.join().offset())).isSorted();
			}
		}
	}

	@Test
	void whenRedisHasLostWhatAReaderHasReadThenThatIsSaid() {
		try (RedisServer server = RedisServer.start();
				TestStreams streams = TestStreams.on(server.port());
				LogReader reader = streams.readers().open()) {
			streams.createTopic(this.topic, 1);
			append(streams, "a").join();
			Position lost = append(streams, "b").join();
			long next = reader.readOn(Map.of(this.partition, 0L), Duration.ofSeconds(5), (record) -> {
			}).getOrDefault(this.partition, 0L);
			assertThat(next).isEqualTo(lost.offset() + 1);
			// as a replica that was promoted without it
			streams.redis.opsForStream().delete(StreamKeys.stream(this.partition), StreamId.of(lost.offset()));
			append(streams, "c").join();
			assertThatExceptionOfType(PositionUnavailableException.class)
				.isThrownBy(() -> reader.readOn(Map.of(this.partition, next), Duration.ofSeconds(5), (record) -> {
				}))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(PositionUnavailableException.Reason.AHEAD));
		}
	}

	@Test
	void retentionDeletesByAgeAndByNumber() {
		try (RedisServer server = RedisServer.start();
				TestStreams streams = TestStreams.on(server.port());
				LogReader reader = streams.readers().open()) {
			RedisTopicAdministration administration = new RedisTopicAdministration(streams.log);
			administration.create(this.topic, new TopicSettings(1, null, null, TopicSettings.FOREVER, null, null, null,
					Map.of("max-length", "3")));
			Position last = null;
			for (int i = 0; i < 10; i++) {
				last = append(streams, "a").join();
			}
			Threads threads = new Threads();
			try (StreamRetention retention = new StreamRetention(streams.log, Duration.ofDays(1), null,
					Duration.ofMillis(50), threads)) {
				await().atMost(Duration.ofSeconds(30)).until(() -> all(reader).size() == 3);
				administration.update(this.topic,
						new TopicSettings(null, null, null, Duration.ofMillis(1), null, null, null, Map.of()));
				await().atMost(Duration.ofSeconds(30)).until(() -> all(reader).isEmpty());
			}
			long end = reader.ends(List.of(this.partition)).getOrDefault(this.partition, 0L);
			assertThat(end).isEqualTo(last.offset() + 1);
			assertThat(reader.begins(List.of(this.partition))).containsEntry(this.partition, end);
			assertThat(threads.status()).allMatch((thread) -> thread.failures() == 0);
		}
	}

	@Test
	void settingsThatRedisDoesNotHaveAreNamed() {
		try (RedisServer server = RedisServer.start(); TestStreams streams = TestStreams.on(server.port())) {
			RedisTopicAdministration administration = new RedisTopicAdministration(streams.log);
			assertThat(administration.unsupported(new TopicSettings(3, 3, 2, Duration.ofDays(1), null,
					CleanupPolicy.COMPACT, null, Map.of("max-length", "1", "segment.bytes", "1"))))
				.containsExactly("replicas", "min-in-sync-replicas", "cleanup-policy", "configs.segment.bytes");
			administration.create(this.topic, TopicSettings.ofPartitions(3));
			administration.create(this.topic, TopicSettings.ofPartitions(5));
			assertThat(administration.describe(List.of(this.topic, "missing"))).containsOnlyKeys(this.topic)
				.extractingByKey(this.topic)
				.satisfies((description) -> assertThat(description.settings().partitions()).isEqualTo(3));
		}
	}

	@Test
	void recordsAreCountedInBothDirections() {
		try (RedisServer server = RedisServer.start();
				TestStreams streams = TestStreams.on(server.port());
				LogReader reader = streams.readers().open()) {
			streams.createTopic(this.topic, 1);
			List<CompletableFuture<Position>> appends = new ArrayList<>();
			for (int i = 0; i < 2500; i++) {
				appends.add(append(streams, "a"));
			}
			List<Long> offsets = appends.stream().map((each) -> each.join().offset()).toList();
			long end = offsets.get(2499) + 1;
			assertThat(reader.offsetAfter(this.partition, 0, 10)).isEqualTo(offsets.get(9) + 1);
			assertThat(reader.offsetAfter(this.partition, offsets.get(2495), 10)).isGreaterThanOrEqualTo(end);
			assertThat(reader.offsetBefore(this.partition, end, 1)).isEqualTo(offsets.get(2499));
			assertThat(reader.offsetBefore(this.partition, end, 2200)).isEqualTo(offsets.get(300));
			assertThat(reader.offsetBefore(this.partition, end, 50_000)).isLessThanOrEqualTo(offsets.get(0));
		}
	}

	private List<LogRecord> all(LogReader reader) {
		List<LogRecord> records = new ArrayList<>();
		reader.read(Map.of(this.partition,
				new OffsetRange(reader.begins(List.of(this.partition)).getOrDefault(this.partition, 0L),
						reader.ends(List.of(this.partition)).getOrDefault(this.partition, 0L))),
				records::add);
		return records;
	}

	private CompletableFuture<Position> append(TestStreams streams, String key) {
		return streams.log()
			.append(new NewRecord(this.topic, 0, RecordKey.of(key), List.of(), "1".getBytes(StandardCharsets.UTF_8),
					"event '" + key + "'"));
	}

	private static Throwable failureOf(CompletableFuture<Position> append) {
		try {
			append.join();
			return null;
		}
		catch (CompletionException ex) {
			return ex.getCause();
		}
	}

}
