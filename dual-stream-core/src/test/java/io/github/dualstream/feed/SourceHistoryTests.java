package io.github.dualstream.feed;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.Source;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.PositionUnavailableException;
import io.github.dualstream.transport.TopicRouting;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SourceHistory} on a log in memory; those on the other logs stand with
 * them.
 */
class SourceHistoryTests {

	private static final Source RARE = new Source("order", "rare");

	private final InMemoryLog log = new InMemoryLog("events");

	private final SourceHistory history = new SourceHistory(this.log, new TopicRouting("events", Map.of()),
			Duration.ofSeconds(5));

	private final AtomicLong examined = new AtomicLong();

	@Test
	void whatIsReadIsToldAndAPageEndsWithItsLastEvent() {
		Position first = append("rare");
		append("busy", 20);
		Position second = append("rare");
		append("busy", 20);
		HistoryPage page = this.history.page(RARE, first, 1, this.examined::addAndGet);
		assertThat(page.events()).extracting((stored) -> stored.position()).containsExactly(second);
		assertThat(page.next()).isEqualTo(second);
		assertThat(this.examined).hasValue(21);
	}

	@Test
	void whenReadingFailsThenWhatWasReadUntilThenIsTold() {
		Position first = append("rare");
		append("busy", 20);
		this.log.setUnreadable(append("busy"));
		assertThatExceptionOfType(PositionUnavailableException.class)
			.isThrownBy(() -> this.history.page(RARE, first, 10, this.examined::addAndGet));
		assertThat(this.examined).hasValue(20);
	}

	@Test
	void whenARecordCannotBeReadThenTheMostRecentEventsBehindItAreFound() {
		append("rare");
		this.log.setUnreadable(append("busy"));
		Position behind = append("rare");
		assertThat(this.history.page(RARE, null, 10).events()).extracting((stored) -> stored.position())
			.containsExactly(behind);
	}

	@Test
	void whenTheRecordBeforeIsLostThenThePositionIsRefused() {
		append("rare");
		Position lost = append("rare");
		assertThat(this.history.page(RARE, lost, 10).events()).isEmpty();
		this.log.lose(lost);
		append("rare");
		assertThatExceptionOfType(PositionUnavailableException.class)
			.isThrownBy(() -> this.history.page(RARE, lost, 10))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(PositionUnavailableException.Reason.AHEAD));
	}

	@Test
	void theHighestOffsetIsAheadOfTheLog() {
		Position last = append("rare");
		assertThatExceptionOfType(PositionUnavailableException.class)
			.isThrownBy(() -> this.history.page(RARE, new Position(last.topic(), last.partition(), Long.MAX_VALUE), 10))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(PositionUnavailableException.Reason.AHEAD));
	}

	@Test
	void afterAPositionPastTheLastRecordThereIsNothingYetAndThePositionStays() {
		this.log.endAtLastRecords();
		Position last = append("rare");
		this.log.skipTo(last.partition(), 500);
		Position advanced = new Position(last.topic(), last.partition(), 499);
		HistoryPage page = this.history.page(RARE, advanced, 10);
		assertThat(page.events()).isEmpty();
		assertThat(page.next()).isEqualTo(advanced);
		assertThatExceptionOfType(PositionUnavailableException.class)
			.isThrownBy(() -> this.history.page(RARE, new Position(last.topic(), last.partition(), 500), 10))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(PositionUnavailableException.Reason.AHEAD));
	}

	@Test
	void whenTheLogIsAwayThenTheNextReadAfterItsReturnSucceeds() {
		append("rare");
		this.log.setAway(true);
		for (int i = 0; i < 10; i++) {
			assertThatExceptionOfType(LogUnavailableException.class)
				.isThrownBy(() -> this.history.page(RARE, null, 10));
		}
		this.log.setAway(false);
		assertThat(this.history.page(RARE, null, 10).events()).hasSize(1);
	}

	@Test
	void whenTheTimeIsUpThenReadingEndsWhetherItGoesForwardsOrBackwards() {
		Position first = append("rare");
		append("busy", 5_000);
		SourceHistory impatient = new SourceHistory(this.log, new TopicRouting("events", Map.of()),
				Duration.ofNanos(1));
		for (Position after : new Position[] { null, first }) {
			this.examined.set(0);
			assertThatExceptionOfType(LogUnavailableException.class)
				.isThrownBy(() -> impatient.page(RARE, after, 10, this.examined::addAndGet))
				.withMessageContaining("'events'")
				.withMessageContaining("took too long");
			assertThat(this.examined).hasValue(1);
		}
	}

	@Test
	void whenItIsClosedThenNothingIsReadAnyMore() {
		this.history.close();
		assertThatExceptionOfType(LogUnavailableException.class).isThrownBy(() -> this.history.page(RARE, null, 1))
			.withMessageContaining("stopping");
	}

	private void append(String sourceId, int count) {
		for (int i = 0; i < count; i++) {
			append(sourceId);
		}
	}

	private Position append(String sourceId) {
		return this.log.append(Event.of("order", sourceId, "order.placed", Map.of()));
	}

}
