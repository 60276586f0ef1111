package io.github.dualstream.transport.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.github.dualstream.DualStreamException;
import io.github.dualstream.Position;
import io.github.dualstream.UnknownOutcomeException;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.OffsetRange;
import io.github.dualstream.transport.RecordKey;
import io.github.dualstream.transport.StartPosition;
import io.github.dualstream.transport.TopicAdministration;
import io.github.dualstream.transport.TopicAdministrationException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Promises of a log whose engine hangs, is killed and comes back: each append has an
 * outcome in time, every acknowledged record is in the log where it was said to be, no
 * record of a definite failure is, and readers and groups continue by themselves.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("FutureReturnValueIgnored") // the outcomes of appends are kept
@Tag("faults")
public abstract class FaultContractTests {

	/** Maximum time for an outcome, and for the recovery. */
	private static final Duration TIMEOUT = Duration.ofSeconds(90);

	private EngineUnderTest engine;

	/**
	 * Open a log whose appends and reads end within some ten seconds if nothing answers.
	 * @return the log, closed after all tests
	 */
	protected abstract EngineUnderTest open();

	@BeforeAll
	void openEngine() {
		this.engine = open();
	}

	/** A client may not have noticed yet that the engine is back. */
	@BeforeEach
	void awaitEngine() {
		Awaitility.await()
			.atMost(TIMEOUT)
			.ignoreExceptions()
			.until(() -> new Appends(topic()).append("first").join() != null);
	}

	@AfterEach
	void resumeEngine() {
		this.engine.resume();
	}

	@AfterAll
	void closeEngine() {
		this.engine.close();
	}

	@Test
	void whileTheEngineHangsAppendsEndInTimeAndEachOutcomeIsTrue() {
		Appends appends = new Appends(topic());
		appends.append("before").join();
		this.engine.suspend();
		IntStream.range(0, 20).forEach((i) -> appends.append("hung-" + i));
		appends.awaitDone();
		assertThat(appends.failures()).hasSize(20);
		this.engine.resume();
		appends.awaitRecovery();
		appends.assertOutcomesAreTrue();
	}

	@Test
	void whenTheEngineHangsForAMomentThenAppendsSucceed() {
		EngineFeature.WAITS_FOR_ANSWERS.assumePresentIn(this.engine);
		Appends appends = new Appends(topic());
		appends.append("before").join();
		this.engine.suspend();
		CompletableFuture<Position> meanwhile = CompletableFuture.supplyAsync(() -> appends.append("meanwhile").join());
		Awaitility.await().during(Duration.ofMillis(300)).atMost(TIMEOUT).until(() -> !meanwhile.isDone());
		this.engine.resume();
		assertThat(meanwhile).succeedsWithin(TIMEOUT);
		appends.assertOutcomesAreTrue();
	}

	@Test
	void whileTheEngineIsDownAppendsEndInTimeAndEachOutcomeIsTrue() {
		Appends appends = new Appends(topic());
		appends.append("before").join();
		this.engine.kill();
		IntStream.range(0, 20).forEach((i) -> appends.append("down-" + i));
		this.engine.restart();
		appends.awaitDone();
		appends.awaitRecovery();
		appends.assertOutcomesAreTrue();
	}

	@Test
	void whenTheEngineIsKilledWhileRecordsAreAppendedThenEachOutcomeIsTrue() throws Exception {
		Appends appends = new Appends(topic());
		AtomicBoolean stop = new AtomicBoolean();
		Thread appending = new Thread(() -> {
			for (int i = 0; !stop.get(); i++) {
				appends.append("killed-" + i);
			}
		});
		appending.start();
		await().until(() -> appends.acknowledged() > 200);
		this.engine.kill();
		stop.set(true);
		this.engine.restart();
		appending.join();
		appends.awaitDone();
		appends.awaitRecovery();
		appends.assertOutcomesAreTrue();
	}

	@Test
	void anAppendWithoutAnAnswerIsUnknownAndAtMostOnceInTheLogWhateverTheEngineDoesLater() {
		EngineFeature.WAITS_FOR_ANSWERS.assumePresentIn(this.engine);
		Appends appends = new Appends(topic());
		appends.append("before").join();
		this.engine.suspend();
		appends.append("confirmed later or not");
		appends.awaitDone();
		assertThat(appends.failures()).singleElement()
			.isInstanceOf(UnknownOutcomeException.class)
			.satisfies((failure) -> assertThat(failure).hasMessageContaining(appends.topic));
		this.engine.resume();
		appends.awaitRecovery();
		appends.assertOutcomesAreTrue();
	}

	@Test
	void anAppendWithoutAnAnswerIsUnknownAlsoIfTheEngineDiesBeforeItHasSeenIt() {
		EngineFeature.WAITS_FOR_ANSWERS.assumePresentIn(this.engine);
		Appends appends = new Appends(topic());
		appends.append("before").join();
		this.engine.suspend();
		appends.append("never confirmed");
		this.engine.kill();
		appends.awaitDone();
		assertThat(appends.failures()).singleElement().isInstanceOf(DualStreamException.class);
		this.engine.restart();
		appends.awaitRecovery();
		appends.assertOutcomesAreTrue();
	}

	@Test
	void anEventThatIsAppendedAgainAfterAnUnknownOutcomeIsInTheLog() {
		EngineFeature.WAITS_FOR_ANSWERS.assumePresentIn(this.engine);
		String topic = topic();
		Appends appends = new Appends(topic);
		appends.append("before").join();
		NewRecord event = LogContractTests.record(topic, "repeated", 1);
		this.engine.suspend();
		CompletableFuture<Position> first = this.engine.log().append(event);
		assertThat(first).failsWithin(TIMEOUT);
		this.engine.resume();
		await().until(() -> this.engine.log().append(event).handle((position, failure) -> failure == null).join());
		assertThat(appends.read().getOrDefault(RecordKey.of("repeated"), List.of())).isNotEmpty();
	}

	@Test
	void anEventThatIsAppendedAgainIsInTheLogOnceWhereTheEngineRecognizesIt() {
		EngineFeature.DEDUPLICATION.assumePresentIn(this.engine);
		String topic = topic();
		NewRecord event = LogContractTests.record(topic, "repeated", 1);
		Position position = this.engine.log().append(event).join();
		assertThat(this.engine.log().append(event).join()).isEqualTo(position);
		assertThat(new Appends(topic).read().get(RecordKey.of("repeated"))).containsExactly(position);
	}

	@Test
	void whenTheEngineIsAwayAtTheStartThenTheLogOpensAndWorksOnceItIsBack() {
		String topic = topic();
		new Appends(topic).append("before").join();
		this.engine.kill();
		try (LogUnderTest late = this.engine.another()) {
			CompletableFuture<Position> early = late.log().append(LogContractTests.record(topic, "early", 1));
			assertThat(early).failsWithin(TIMEOUT)
				.withThrowableThat()
				.withCauseInstanceOf(DualStreamException.class)
				.withMessageContaining(topic);
			this.engine.restart();
			Position position = await().until(() -> appended(late, topic), Objects::nonNull);
			try (LogReader reader = late.readers().open()) {
				List<Position> read = new ArrayList<>();
				await().until(() -> {
					read.clear();
					reader.read(Map.of(new LogPartition(topic, 0), new OffsetRange(0, position.offset() + 1)),
							(record) -> read.add(record.position()));
					return true;
				});
				assertThat(read).contains(position);
			}
		}
	}

	private static @Nullable Position appended(LogUnderTest transport, String topic) {
		return transport.log()
			.append(LogContractTests.record(topic, "late", 1))
			.handle((position, failure) -> position)
			.join();
	}

	@Test
	void whenTheEngineIsAwayAtTheStartThenReadersSaySoAndReadOnceItIsBack() {
		String topic = topic();
		Position before = new Appends(topic).append("before").join();
		this.engine.kill();
		try (LogUnderTest late = this.engine.another(); LogReader reader = late.readers().open()) {
			assertThatExceptionOfType(LogUnavailableException.class)
				.isThrownBy(() -> reader.ends(List.of(new LogPartition(topic, 0))))
				.satisfies((failure) -> assertThat(failure).hasMessageNotContaining("null"));
			this.engine.restart();
			Map<LogPartition, Long> ends = await().until(() -> reader.ends(List.of(new LogPartition(topic, 0))),
					(answer) -> !answer.isEmpty());
			assertThat(ends).containsEntry(new LogPartition(topic, 0), before.offset() + 1);
		}
	}

	@Test
	void whenTheEngineIsAwayAtTheStartThenAGroupJoinsAndReadsOnceItIsBack() {
		String topic = topic();
		Position before = new Appends(topic).append("before").join();
		this.engine.kill();
		try (LogUnderTest late = this.engine.another();
				GroupUnderTest member = new GroupUnderTest(late.groups(), "group-" + UUID.randomUUID(), List.of(topic),
						StartPosition.EARLIEST)) {
			pollInVain(member);
			this.engine.restart();
			await().until(() -> member.poll().read().contains(before));
		}
	}

	private static void pollInVain(GroupUnderTest member) {
		try {
			assertThat(member.poll().read()).isEmpty();
		}
		catch (LogUnavailableException ex) {
			// as promised, while nothing answers
			assertThat(ex).hasMessageNotContaining("null");
		}
	}

	@Test
	void whileTheEngineIsAwayTopicsCannotBeDescribedAndThatIsNoDenial() {
		TopicAdministration topics = this.engine.topics();
		Assumptions.assumeTrue(topics != null, "the transport has no TopicAdministration");
		String topic = topic();
		this.engine.kill();
		assertThatExceptionOfType(TopicAdministrationException.class).isThrownBy(() -> topics.describe(List.of(topic)))
			.satisfies((failure) -> assertThat(failure.isDenied()).isFalse());
		this.engine.restart();
		Awaitility.await()
			.atMost(TIMEOUT)
			.ignoreExceptionsInstanceOf(TopicAdministrationException.class)
			.until(() -> topics.describe(List.of(topic)).containsKey(topic));
	}

	@Test
	void aReaderFailsInTimeAndContinuesAfterwards() {
		String topic = topic();
		LogPartition partition = new LogPartition(topic, 0);
		Appends appends = new Appends(topic);
		appends.append("before").join();
		try (LogReader reader = this.engine.readers().open()) {
			long end = reader.ends(List.of(partition)).getOrDefault(partition, 0L);
			this.engine.kill();
			assertThatExceptionOfType(LogUnavailableException.class).isThrownBy(() -> reader.ends(List.of(partition)));
			this.engine.restart();
			appends.awaitRecovery();
			List<Position> read = new ArrayList<>();
			await().until(() -> {
				reader.readOn(Map.of(partition, end), Duration.ofMillis(200), (record) -> read.add(record.position()));
				return !read.isEmpty();
			});
			assertThat(read.get(0).offset()).isGreaterThanOrEqualTo(end);
		}
	}

	@Test
	void aReaderAtTheEndOfAPartitionSurvivesAHang() {
		String topic = topic();
		LogPartition partition = new LogPartition(topic, 0);
		Appends appends = new Appends(topic);
		appends.append("before").join();
		try (LogReader reader = this.engine.readers().open()) {
			Map<LogPartition, Long> next = new HashMap<>(reader.ends(List.of(partition)));
			this.engine.suspend();
			List<Position> read = new ArrayList<>();
			readOn(reader, next, read);
			this.engine.resume();
			appends.awaitRecovery();
			await().until(() -> {
				readOn(reader, next, read);
				return !read.isEmpty();
			});
			assertThat(read).doesNotHaveDuplicates();
		}
	}

	private static void readOn(LogReader reader, Map<LogPartition, Long> next, List<Position> read) {
		try {
			next.putAll(
					reader.readOn(Map.copyOf(next), Duration.ofMillis(200), (record) -> read.add(record.position())));
		}
		catch (LogUnavailableException ex) {
			// as promised, while nothing answers
			assertThat(ex).hasMessageNotContaining("null");
		}
	}

	@Test
	void aGroupContinuesWithWhatItHasNotCommittedAfterARestart() {
		String topic = topic();
		Appends appends = new Appends(topic);
		List<Position> positions = IntStream.range(0, 10).mapToObj((i) -> appends.append("event-" + i).join()).toList();
		String group = "group-" + UUID.randomUUID();
		try (GroupUnderTest member = join(group, topic)) {
			await().until(() -> member.poll().read().size() == 10);
			member.commit(positions.get(6));
			this.engine.kill();
			this.engine.restart();
			appends.awaitRecovery();
			await().until(() -> member.poll().read().size() > 10);
		}
		try (GroupUnderTest member = join(group, topic)) {
			await().until(() -> member.poll().read().size() >= 4);
			assertThat(member.read()).startsWith(positions.subList(6, 10).toArray(Position[]::new));
		}
	}

	@Test
	void aGroupSurvivesAHangAndMissesNothing() {
		String topic = topic();
		Appends appends = new Appends(topic);
		try (GroupUnderTest member = join("group-" + UUID.randomUUID(), topic)) {
			appends.append("before").join();
			await().until(() -> member.poll().read().size() == 1);
			this.engine.suspend();
			pollThroughFailure(member);
			this.engine.resume();
			appends.awaitRecovery();
			Position last = appends.append("last").join();
			await().until(() -> member.poll().read().contains(last));
			assertThat(member.read()).containsAll(appends.positions());
		}
	}

	private static void pollThroughFailure(GroupUnderTest member) {
		try {
			assertThat(member.poll().read()).isNotEmpty();
		}
		catch (LogUnavailableException ex) {
			// as promised, while nothing answers
			assertThat(ex).hasMessageNotContaining("null");
		}
	}

	private GroupUnderTest join(String group, String topic) {
		return new GroupUnderTest(this.engine.groups(), group, List.of(topic), StartPosition.EARLIEST);
	}

	private String topic() {
		String topic = "faults-" + UUID.randomUUID();
		this.engine.createTopic(topic, 1);
		return topic;
	}

	private static ConditionFactory await() {
		return Awaitility.await()
			.atMost(TIMEOUT)
			.pollInSameThread()
			.ignoreExceptionsInstanceOf(LogUnavailableException.class);
	}

	/** Appends with what the log has said of them. */
	private final class Appends {

		private final String topic;

		private final Map<String, CompletableFuture<Position>> outcomes = new ConcurrentHashMap<>();

		Appends(String topic) {
			this.topic = topic;
		}

		CompletableFuture<Position> append(String id) {
			CompletableFuture<Position> outcome = FaultContractTests.this.engine.log()
				.append(new NewRecord(this.topic, null, RecordKey.of(id), List.of(), new byte[] { 1 }, id));
			this.outcomes.put(id, outcome);
			return outcome;
		}

		long acknowledged() {
			return positions().size();
		}

		List<Position> positions() {
			return this.outcomes.values()
				.stream()
				.filter((outcome) -> outcome.isDone() && !outcome.isCompletedExceptionally())
				.map(CompletableFuture::join)
				.toList();
		}

		List<Throwable> failures() {
			return this.outcomes.values()
				.stream()
				.filter(CompletableFuture::isCompletedExceptionally)
				.map(Appends::failure)
				.toList();
		}

		void awaitDone() {
			await().until(() -> this.outcomes.values().stream().allMatch(CompletableFuture::isDone));
		}

		void awaitRecovery() {
			await().until(() -> {
				CompletableFuture<Position> outcome = append("recovery-" + UUID.randomUUID());
				return outcome.handle((position, failure) -> failure == null).join();
			});
		}

		/**
		 * Assert that acknowledged records are where they were said to be, that those of
		 * definite failures are nowhere, and that no append is in the log twice.
		 */
		void assertOutcomesAreTrue() {
			awaitDone();
			Map<RecordKey, List<Position>> log = read();
			this.outcomes.forEach((id, outcome) -> {
				Throwable failure = failure(outcome);
				List<Position> found = log.getOrDefault(RecordKey.of(id), List.of());
				assertThat(found).as(id).hasSizeLessThanOrEqualTo(1);
				if (failure == null) {
					assertThat(found).as(id).contains(outcome.join());
				}
				else {
					assertThat(failure).isInstanceOf(DualStreamException.class);
					if (!(failure instanceof UnknownOutcomeException)) {
						assertThat(found).as("%s failed: %s", id, failure).isEmpty();
					}
				}
			});
		}

		private Map<RecordKey, List<Position>> read() {
			LogPartition partition = new LogPartition(this.topic, 0);
			Map<RecordKey, List<Position>> log = new HashMap<>();
			try (LogReader reader = FaultContractTests.this.engine.readers().open()) {
				await().until(() -> {
					log.clear();
					long begin = reader.begins(List.of(partition)).getOrDefault(partition, 0L);
					long end = reader.ends(List.of(partition)).getOrDefault(partition, 0L);
					reader.read(Map.of(partition, new OffsetRange(begin, end)), (record) -> {
						RecordKey key = record.key();
						if (key != null) {
							log.computeIfAbsent(key, (absent) -> new ArrayList<>()).add(record.position());
						}
					});
					return true;
				});
			}
			return log;
		}

		private static @Nullable Throwable failure(CompletableFuture<Position> outcome) {
			Throwable failure = outcome.handle((position, ex) -> ex).join();
			return (failure instanceof CompletionException) ? failure.getCause() : failure;
		}

	}

}
