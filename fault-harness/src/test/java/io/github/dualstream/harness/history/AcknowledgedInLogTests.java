package io.github.dualstream.harness.history;

import java.util.List;

import org.junit.jupiter.api.Test;

import static io.github.dualstream.harness.history.Histories.acknowledged;
import static io.github.dualstream.harness.history.Histories.failed;
import static io.github.dualstream.harness.history.Histories.pending;
import static io.github.dualstream.harness.history.Histories.record;
import static io.github.dualstream.harness.history.Histories.unknown;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AcknowledgedInLog}.
 */
class AcknowledgedInLogTests {

	@Test
	void whenAllAcknowledgedLieWhereItWasToldThenItHolds() {
		assertThat(AcknowledgedInLog.check(
				List.of(acknowledged("e1", 1, 0), failed("e2", 2), unknown("e3", 3), pending("e4", 4)),
				List.of(record("e1", 0), record("e3", 1))))
			.isEmpty();
	}

	@Test
	void whenAnAcknowledgedEventIsLostThenItIsNamed() {
		assertThat(AcknowledgedInLog.check(List.of(acknowledged("e1", 1, 0), acknowledged("e2", 2, 1)),
				List.of(record("e1", 0))))
			.singleElement()
			.asString()
			.startsWith("A: ")
			.contains("event e2", "source order:1", "events:0:1", "not in the log");
	}

	@Test
	void whenAnotherEventLiesThereThenItIsNamed() {
		assertThat(AcknowledgedInLog.check(List.of(acknowledged("e1", 1, 0)), List.of(record("e2", 0)))).singleElement()
			.asString()
			.contains("event e1", "events:0:0", "its position has event e2");
	}

	@Test
	void whenTheEventLiesElsewhereThenThePositionThatWasToldIsNamed() {
		assertThat(AcknowledgedInLog.check(List.of(acknowledged("e1", 1, 0)), List.of(record("e1", 1)))).singleElement()
			.asString()
			.contains("events:0:0", "not in the log");
	}

	@Test
	void whenTwoPublishesAreToldOnePositionThenTheSecondIsNamed() {
		assertThat(AcknowledgedInLog.check(List.of(acknowledged("e1", 1, 0), acknowledged("e1", 2, 0)),
				List.of(record("e1", 0))))
			.singleElement()
			.asString()
			.contains("app#2", "position of another publish");
	}

}
