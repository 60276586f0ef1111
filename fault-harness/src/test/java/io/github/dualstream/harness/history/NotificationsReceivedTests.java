package io.github.dualstream.harness.history;

import java.util.List;

import org.junit.jupiter.api.Test;

import static io.github.dualstream.harness.history.Histories.acknowledged;
import static io.github.dualstream.harness.history.Histories.pending;
import static io.github.dualstream.harness.history.Histories.record;
import static io.github.dualstream.harness.history.Histories.unknown;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NotificationsReceived}.
 */
class NotificationsReceivedTests {

	private static final String FIRST = body("e1", 0, "");

	private static final String SECOND = body("e2", 1, ",\"prev\":\"events:0:0\"");

	@Test
	void whenAcknowledgedEventsAreAnnouncedInOrderThenItHolds() {
		assertThat(check(FIRST, SECOND, body("e3", 2, ",\"prev\":\"events:0:1\""))).isEmpty();
	}

	@Test
	void whenTwoAreSwappedThenTheLaterOneIsNamed() {
		assertThat(check(SECOND, FIRST)).singleElement()
			.asString()
			.startsWith("G: ")
			.contains("\"e1\"", "events:order:1", "came after event e2 of source order:1 at events:0:1");
	}

	@Test
	void whenOneArrivesTwiceThenItIsNamed() {
		assertThat(check(FIRST, FIRST)).singleElement().asString().contains("came after event e1");
	}

	@Test
	void whenTheEventWasNotAcknowledgedThenItIsNamed() {
		assertThat(check(body("e4", 3, ""))).singleElement().asString().contains("\"e4\"", "was not acknowledged");
	}

	@Test
	void whenTheEventIsNotThereInTheLogThenItIsNamed() {
		assertThat(check(body("e1", 1, ""))).singleElement().asString().contains("\"e1\"", "is not at that position");
	}

	@Test
	void whenItCarriesDataThenItIsNamed() {
		assertThat(check(body("e1", 0, ",\"data\":{}"))).singleElement().asString().contains("has more content");
	}

	@Test
	void whenItIsTooLargeThenItIsNamed() {
		assertThat(check(body("e1", 0, ",\"prev\":\"" + "x".repeat(1024) + "\""))).singleElement()
			.asString()
			.contains("has more content");
	}

	@Test
	void whenItIsOnAnotherChannelThenItsSourceIsNamed() {
		assertThat(NotificationsReceived.check(List.of(new ReceivedMessage("events:order:2", FIRST)),
				List.of(acknowledged("e1", 1, 0)), List.of(record("e1", 0))))
			.singleElement()
			.asString()
			.contains("events:order:2", "belongs to source order:1");
	}

	@Test
	void whenThePreviousPositionIsNotBeforeItThenItIsNamed() {
		assertThat(check(body("e1", 0, ",\"prev\":\"events:0:1\""))).singleElement()
			.asString()
			.contains("previous position");
	}

	@Test
	void whenItIsNotJsonThenItIsNamed() {
		assertThat(check("boom")).singleElement().asString().contains("boom", "is not JSON");
	}

	private static List<Violation> check(String... bodies) {
		return NotificationsReceived.check(
				List.of(bodies).stream().map((body) -> new ReceivedMessage("events:order:1", body)).toList(),
				List.of(acknowledged("e1", 1, 0), acknowledged("e2", 2, 1), pending("e3", 3), unknown("e4", 4)),
				List.of(record("e1", 0), record("e2", 1), record("e3", 2), record("e4", 3)));
	}

	private static String body(String event, long offset, String more) {
		return "{\"id\":\"%s\",\"type\":\"t\",\"source_id\":\"1\",\"position\":\"events:0:%d\"%s}".formatted(event,
				offset, more);
	}

}
