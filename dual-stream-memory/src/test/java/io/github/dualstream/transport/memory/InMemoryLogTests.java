package io.github.dualstream.transport.memory;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.dualstream.BackpressureException;
import io.github.dualstream.Position;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.Source;
import io.github.dualstream.UnknownOutcomeException;
import io.github.dualstream.feed.HistoryPage;
import io.github.dualstream.feed.SourceHistory;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.OffsetRange;
import io.github.dualstream.transport.PositionUnavailableException;
import io.github.dualstream.transport.TopicRouting;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InMemoryLogTests {

	private static final LogPartition P0 = new LogPartition("orders", 0);

	private static final Source SOURCE = new Source("order", "1");

	private final InMemoryLog log = new InMemoryLog(Clock.systemUTC(), 1, 100);

	private final SourceHistory history = new SourceHistory(new InMemoryLogReaders(this.log),
			new TopicRouting("orders", Map.of()), Duration.ofSeconds(5));

	private final InMemoryLogReaders readers = new InMemoryLogReaders(this.log);

	private Position append(String sourceId, int number) {
		return this.log.append(TestRecords.event(sourceId, number)).join();
	}

	@Test
	void whenARecordHoldsNoEventThenTheHistoryLeavesItOut() {
		append("1", 1);
		this.log.append(TestRecords.foreign(P0)).join();
		append("1", 2);
		assertThat(this.history.page(SOURCE, null, 10).events()).hasSize(2);
	}

	@Test
	void whenTwoLogsHaveTheSameTopicThenTheyKnowNothingOfEachOther() {
		append("1", 1);
		assertThat(new InMemoryLog(Clock.systemUTC(), 1, 100).records("orders")).isEmpty();
	}

	@Test
	void whenTheNextAppendsAreToFailThenEachFailsWithItsFaultAndOnlyALostAcknowledgementIsInTheLog() {
		this.log.failNext(AppendFault.REFUSED, AppendFault.BACK_PRESSURE, AppendFault.REQUEST_LOST,
				AppendFault.ACKNOWLEDGEMENT_LOST);
		List<Throwable> failures = new ArrayList<>();
		for (int number = 0; number < 4; number++) {
			CompletableFuture<Position> append = this.log.append(TestRecords.event("1", number));
			assertThatThrownBy(append::join).satisfies((failure) -> failures.add(failure.getCause()));
		}
		assertThat(failures).hasExactlyElementsOfTypes(PublishFailedException.class, BackpressureException.class,
				UnknownOutcomeException.class, UnknownOutcomeException.class);
		append("1", 4);
		assertThat(this.log.records("orders")).extracting(TestRecords::id).containsExactly("1-3", "1-4");
	}

	@Test
	void whenTheLogIsUnavailableThenNothingIsAppendedOrReadUntilItIsBack() {
		append("1", 1);
		this.log.setAvailable(false);
		assertThat(this.log.append(TestRecords.event("1", 2))).isCompletedExceptionally();
		assertThatExceptionOfType(LogUnavailableException.class).isThrownBy(() -> this.history.page(SOURCE, null, 10));
		this.log.setAvailable(true);
		append("1", 3);
		assertThat(this.log.records("orders")).extracting(TestRecords::id).containsExactly("1-1", "1-3");
	}

	@Test
	void whenThereIsNoPositionThenTheHistoryIsTheMostRecentEventsOfTheSource() {
		IntStream.range(0, 5).forEach((number) -> {
			append("1", number);
			append("2", number);
		});
		HistoryPage page = this.history.page(SOURCE, null, 2);
		assertThat(page.events()).extracting((stored) -> stored.event().id()).containsExactly("1-3", "1-4");
		assertThat(page.next()).isEqualTo(new Position("orders", 0, 9));
	}

	@Test
	void whenHistoryIsReadPageByPageThenEachEventComesOnce() {
		Position first = append("1", 0);
		IntStream.range(1, 8).forEach((number) -> append("1", number));
		List<String> ids = new ArrayList<>();
		Position after = first;
		HistoryPage page;
		do {
			page = this.history.page(SOURCE, after, 3);
			page.events().forEach((stored) -> ids.add(stored.event().id()));
			after = page.next();
		}
		while (!page.events().isEmpty());
		assertThat(ids).containsExactly("1-1", "1-2", "1-3", "1-4", "1-5", "1-6", "1-7");
	}

	@Test
	void whenAPositionIsForeignAheadOrExpiredThenItIsRefusedWithItsReason() {
		IntStream.range(0, 5).forEach((number) -> append("1", number));
		this.log.deleteBefore(P0, 3);
		Map<Position, PositionUnavailableException.Reason> reasons = Map.of(new Position("other", 0, 1),
				PositionUnavailableException.Reason.FOREIGN, new Position("orders", 0, 5),
				PositionUnavailableException.Reason.AHEAD, new Position("orders", 0, 1),
				PositionUnavailableException.Reason.EXPIRED);
		reasons.forEach((position, reason) -> assertThatExceptionOfType(PositionUnavailableException.class)
			.isThrownBy(() -> this.history.page(SOURCE, position, 10))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reason)));
		assertThat(this.history.page(SOURCE, new Position("orders", 0, 2), 10).events()).hasSize(2);
	}

	@Test
	void whenAPartitionIsFullThenItsOldestRecordsAreDeletedAndOffsetsGoOn() {
		InMemoryLog small = new InMemoryLog(Clock.systemUTC(), 1, 10);
		IntStream.range(0, 100).forEach((number) -> small.append(TestRecords.event("1", number)).join());
		List<LogRecord> records = small.records("orders");
		assertThat(records).hasSizeBetween(10, 13);
		assertThat(records.get(records.size() - 1).position().offset()).isEqualTo(99);
		assertThat(records.get(0).position().offset()).isEqualTo(100 - records.size());
	}

	@Test
	void whenATopicIsDeletedThenItBeginsAnew() {
		append("1", 1);
		LogReader reader = this.readers.open();
		String identity = reader.identityOf("orders");
		this.log.deleteTopic("orders");
		assertThat(reader.identityOf("orders")).isNotEqualTo(identity);
		assertThat(append("1", 2).offset()).isZero();
		assertThat(this.log.records("orders")).hasSize(1);
	}

	@Test
	void whenARangeIsReadThenEveryRecordOfItComesInOrder() {
		InMemoryLog large = new InMemoryLog(Clock.systemUTC(), 1, 5000);
		IntStream.range(0, 1200).forEach((number) -> large.append(TestRecords.event("1", number)).join());
		List<Long> offsets = new ArrayList<>();
		try (LogReader reader = new InMemoryLogReaders(large).open()) {
			reader.read(Map.of(P0, new OffsetRange(100, 1150)), (entry) -> offsets.add(entry.position().offset()));
		}
		assertThat(offsets).hasSize(1050).isSorted().startsWith(100L).endsWith(1149L);
	}

	@Test
	void whenThereIsNothingToReadOnThenItWaitsForTheNextRecord() {
		append("1", 0);
		try (LogReader reader = this.readers.open()) {
			CompletableFuture<Map<LogPartition, Long>> next = CompletableFuture
				.supplyAsync(() -> reader.readOn(Map.of(P0, 1L), Duration.ofMinutes(1), (entry) -> {
				}));
			append("1", 1);
			assertThat(next.join()).containsExactly(Map.entry(P0, 2L));
			assertThat(reader.readOn(Map.of(P0, 2L), Duration.ZERO, (entry) -> {
			})).isEmpty();
		}
	}

	@Test
	void whenAnOffsetIsAheadOrDeletedThenReadingOnIsRefused() {
		IntStream.range(0, 5).forEach((number) -> append("1", number));
		this.log.deleteBefore(P0, 3);
		try (LogReader reader = this.readers.open()) {
			assertThatExceptionOfType(PositionUnavailableException.class)
				.isThrownBy(() -> reader.readOn(Map.of(P0, 6L), Duration.ZERO, (entry) -> {
				}));
			assertThatExceptionOfType(PositionUnavailableException.class)
				.isThrownBy(() -> reader.readOn(Map.of(P0, 2L), Duration.ZERO, (entry) -> {
				}));
		}
	}

}
