package io.github.dualstream.transport.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Promises of a log whose engine refuses to append: it is full, read-only, or does not
 * allow this application to do so. A refusal is a definite failure, what is in the log
 * can be read, and appends succeed again once the engine accepts them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RefusalContractTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private RefusingUnderTest engine;

	private String topic = "";

	private @Nullable Refusal refusal;

	/**
	 * Open a log on an engine that can be made to refuse.
	 * @return the log, closed after all tests
	 */
	protected abstract RefusingUnderTest open();

	@BeforeAll
	void openEngine() {
		this.engine = open();
	}

	@AfterEach
	void acceptAgain() {
		if (this.refusal != null) {
			accept(this.refusal);
		}
	}

	@AfterAll
	void closeEngine() {
		this.engine.close();
	}

	@ParameterizedTest
	@EnumSource
	void aRefusedAppendIsADefiniteFailureThatNamesTheTopic(Refusal refusal) {
		createTopic(refusal);
		append("before").join();
		refuse(refusal);
		DualStreamException failure = refused("refused");
		assertThat(failure).isNotInstanceOf(UnknownOutcomeException.class)
			.hasMessageContaining(this.topic)
			.hasMessageNotContaining("null");
		accept(refusal);
		awaitAccepted();
		assertThat(keys()).doesNotContain(RecordKey.of("refused"));
	}

	@ParameterizedTest
	@EnumSource
	void whatWasAcknowledgedBeforeARefusalIsInTheLogAndCanBeReadMeanwhile(Refusal refusal) {
		createTopic(refusal);
		List<RecordKey> before = IntStream.range(0, 20).mapToObj((i) -> RecordKey.of("before-" + i)).toList();
		IntStream.range(0, 20).forEach((i) -> append("before-" + i).join());
		refuse(refusal);
		refused("refused");
		assertThat(keys()).isEqualTo(before);
	}

	@ParameterizedTest
	@EnumSource
	void onceTheEngineAcceptsAgainAppendsSucceedInTheOrderOfTheCalls(Refusal refusal) {
		createTopic(refusal);
		refuse(refusal);
		IntStream.range(0, 5).forEach((i) -> refused("refused-" + i));
		accept(refusal);
		awaitAccepted();
		List<CompletableFuture<Position>> appends = IntStream.range(0, 50)
			.mapToObj((i) -> append("after-" + i))
			.toList();
		assertThat(appends.stream().map((append) -> append.join().offset())).isSorted().doesNotHaveDuplicates();
		assertThat(keys()).noneMatch((key) -> key.toString().contains("refused-"))
			.endsWith(IntStream.range(0, 50).mapToObj((i) -> RecordKey.of("after-" + i)).toArray(RecordKey[]::new));
	}

	@ParameterizedTest
	@EnumSource
	void aGroupThatReadsWhileAppendsAreRefusedMissesNothing(Refusal refusal) {
		createTopic(refusal);
		Position first = append("first").join();
		try (GroupUnderTest member = new GroupUnderTest(this.engine.groups(), "group-" + UUID.randomUUID(),
				List.of(this.topic), StartPosition.EARLIEST)) {
			await().until(() -> member.poll().read().contains(first));
			Position second = append("second").join();
			refuse(refusal);
			refused("refused");
			pollForAMoment(member);
			accept(refusal);
			awaitAccepted();
			Position last = append("last").join();
			await().until(() -> member.poll().read().contains(last));
			assertThat(member.read()).contains(first, second, last);
			member.commit(new Position(this.topic, 0, last.offset() + 1));
		}
	}

	/** An engine that is read-only may also refuse what a member writes. */
	private static void pollForAMoment(GroupUnderTest member) {
		try {
			assertThat(member.poll().read()).isNotEmpty();
		}
		catch (LogUnavailableException ex) {
			assertThat(ex).hasMessageNotContaining("null");
		}
	}

	@Test
	void aRecordBeyondTheLimitOfItsTopicIsRefusedAndItsNeighboursAreNot() {
		EngineFeature.RECORD_LIMIT.assumePresentIn(this.engine);
		this.topic = "refusals-" + UUID.randomUUID();
		this.engine.createTopicWithRecordLimit(this.topic, 20_000);
		List<CompletableFuture<Position>> before = IntStream.range(0, 10).mapToObj((i) -> append("a-" + i)).toList();
		CompletableFuture<Position> large = append("large", new byte[30_000]);
		List<CompletableFuture<Position>> after = IntStream.range(0, 10).mapToObj((i) -> append("b-" + i)).toList();
		assertThat(failureOf(large)).isNotInstanceOf(UnknownOutcomeException.class).hasMessageContaining(this.topic);
		assertThat(before).allSatisfy((append) -> assertThat(append).succeedsWithin(TIMEOUT));
		assertThat(after).allSatisfy((append) -> assertThat(append).succeedsWithin(TIMEOUT));
		assertThat(keys()).hasSize(20).doesNotContain(RecordKey.of("large"));
	}

	private void createTopic(Refusal refusal) {
		refusal.feature().assumePresentIn(this.engine);
		this.topic = "refusals-" + UUID.randomUUID();
		this.engine.createTopic(this.topic, 1);
	}

	private void refuse(Refusal refusal) {
		this.refusal = refusal;
		this.engine.refuse(refusal, this.topic);
	}

	private void accept(Refusal refusal) {
		this.engine.accept(refusal, this.topic);
		this.refusal = null;
	}

	private void awaitAccepted() {
		await().until(() -> append("accepted").handle((position, failure) -> failure == null).join());
	}

	private DualStreamException refused(String key) {
		return failureOf(append(key));
	}

	private static DualStreamException failureOf(CompletableFuture<Position> append) {
		try {
			throw new AssertionError("not refused, but appended at " + append.join());
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof DualStreamException failure) {
				return failure;
			}
			throw ex;
		}
	}

	private CompletableFuture<Position> append(String key) {
		return append(key, new byte[] { 1 });
	}

	private CompletableFuture<Position> append(String key, byte[] value) {
		return this.engine.log().append(new NewRecord(this.topic, null, RecordKey.of(key), List.of(), value, key));
	}

	private List<RecordKey> keys() {
		LogPartition partition = new LogPartition(this.topic, 0);
		List<RecordKey> keys = new ArrayList<>();
		try (LogReader reader = this.engine.readers().open()) {
			long begin = reader.begins(List.of(partition)).getOrDefault(partition, 0L);
			long end = reader.ends(List.of(partition)).getOrDefault(partition, 0L);
			reader.read(Map.of(partition, new OffsetRange(begin, end)), (record) -> {
				RecordKey key = record.key();
				if (key != null) {
					keys.add(key);
				}
			});
		}
		return keys;
	}

	private static ConditionFactory await() {
		return Awaitility.await()
			.atMost(TIMEOUT)
			.pollInSameThread()
			.ignoreExceptionsInstanceOf(LogUnavailableException.class);
	}

}
