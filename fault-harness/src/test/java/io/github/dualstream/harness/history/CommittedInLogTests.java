package io.github.dualstream.harness.history;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The checker finds each violation that it is there for.
 */
class CommittedInLogTests {

	private static final List<CommittedEvent> COMMITTED = List.of(new CommittedEvent("a", "order:1", 1),
			new CommittedEvent("b", "order:1", 2), new CommittedEvent("c", "order:2", 1));

	@Test
	void whenEveryCommittedEventIsInTheLogInOrderThenNothingIsFound() {
		assertThat(
				check(record(0, "a", "order:1", "x"), record(1, "c", "order:2", "z"), record(2, "b", "order:1", "y")))
			.isEmpty();
	}

	@Test
	void repetitionIsNoInversion() {
		assertThat(check(record(0, "a", "order:1", "x"), record(1, "b", "order:1", "y"), record(2, "a", "order:1", "x"),
				record(3, "c", "order:2", "z")))
			.isEmpty();
	}

	@Test
	void lostEventIsFound() {
		assertThat(check(record(0, "a", "order:1", "x"), record(1, "b", "order:1", "y"))).singleElement()
			.satisfies((violation) -> assertThat(violation.invariant()).isEqualTo('A'));
	}

	@Test
	void eventWithoutATransactionIsFound() {
		assertThat(check(record(0, "a", "order:1", "x"), record(1, "b", "order:1", "y"), record(2, "c", "order:2", "z"),
				record(3, "d", "order:2", "w")))
			.singleElement()
			.satisfies((violation) -> assertThat(violation.invariant()).isEqualTo('B'));
	}

	@Test
	void inversionIsFound() {
		assertThat(
				check(record(0, "b", "order:1", "y"), record(1, "a", "order:1", "x"), record(2, "c", "order:2", "z")))
			.singleElement()
			.satisfies((violation) -> assertThat(violation.invariant()).isEqualTo('C'));
	}

	@Test
	void repetitionThatSaysSomethingElseIsFound() {
		assertThat(check(record(0, "a", "order:1", "x"), record(1, "b", "order:1", "y"), record(2, "c", "order:2", "z"),
				record(3, "a", "order:1", "other")))
			.singleElement()
			.satisfies((violation) -> assertThat(violation.invariant()).isEqualTo('D'));
	}

	private static List<Violation> check(LogRecord... log) {
		return CommittedInLog.check(COMMITTED, List.of(log));
	}

	private static LogRecord record(long offset, String event, String source, String content) {
		return new LogRecord("orders", 0, offset, event, source, content);
	}

}
