package io.github.dualstream;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Results and events that a controller returns, and batches that fail in part.
 */
class ResultsAsJsonTests {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final Event EVENT = Event.builder()
		.id("e-1")
		.source("order", "42")
		.type("order.placed")
		.time(Instant.EPOCH)
		.correlationId("c-1")
		.data(List.of(1))
		.build();

	private static PublishOutcome failure(String message) {
		return new PublishOutcome(EVENT, null, new PublishFailedException(message, null));
	}

	@Test
	void aStoredResultIsWrittenWithoutAPosition() {
		assertThat(MAPPER.writeValueAsString(PublishResult.stored("e-1")))
			.isEqualTo("{\"eventId\":\"e-1\",\"stored\":true}");
	}

	@Test
	void anAcknowledgedResultIsWrittenWithItsPosition() {
		assertThat(MAPPER.writeValueAsString(new PublishResult("e-1", new Position("orders", 3, 7))))
			.isEqualTo("{\"eventId\":\"e-1\",\"stored\":false,\"position\":\"orders:3:7\"}");
	}

	@Test
	void anEventIsWrittenWithItsFields() {
		assertThat(MAPPER.writeValueAsString(EVENT))
			.isEqualTo("{\"id\":\"e-1\",\"type\":\"order.placed\",\"source_type\":\"order\",\"source_id\":\"42\","
					+ "\"time\":\"1970-01-01T00:00:00Z\",\"correlation_id\":\"c-1\",\"payload\":[1]}");
	}

	@Test
	void aBatchIsWrittenWithItsFailures() {
		BatchResult batch = new BatchResult(
				List.of(new PublishOutcome(EVENT, PublishResult.stored("e-1"), null), failure("no")));
		assertThat(MAPPER.writeValueAsString(batch)).isEqualTo(
				"{\"outcomes\":[{\"eventId\":\"e-1\",\"stored\":true},{\"eventId\":\"e-1\",\"failure\":\"PublishFailedException\"}],"
						+ "\"success\":false}");
	}

	@Test
	void theTextOfALargeBatchIsShort() {
		BatchResult batch = new BatchResult(
				IntStream.range(0, 5_000).mapToObj((number) -> failure("no room " + number)).toList());
		assertThat(batch).asString().contains("0 of 5000 events published", "no room 0").hasSizeLessThan(200);
	}

	@Test
	void whenEventsOfABatchFailedThenOrThrowThrowsTheFirstFailureWithTheOthers() {
		BatchResult batch = new BatchResult(List.of(failure("first"), failure("second")));
		assertThatExceptionOfType(PublishFailedException.class).isThrownBy(batch::orThrow)
			.withMessage("first")
			.satisfies((failure) -> assertThat(failure.getSuppressed()).singleElement()
				.asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.THROWABLE)
				.hasMessage("second"));
	}

	@Test
	void whenOrThrowIsCalledAgainThenNoFailureIsAddedAgain() {
		PublishOutcome repeated = failure("second");
		BatchResult batch = new BatchResult(List.of(failure("first"), repeated, failure("third"), repeated));
		for (int i = 0; i < 2; i++) {
			assertThatExceptionOfType(PublishFailedException.class).isThrownBy(batch::orThrow)
				.satisfies((failure) -> assertThat(failure.getSuppressed()).extracting(Throwable::getMessage)
					.containsExactly("second", "third"));
		}
	}

	@Test
	void whenAllEventsOfABatchWerePublishedThenOrThrowReturnsTheirResults() {
		BatchResult batch = new BatchResult(List.of(new PublishOutcome(EVENT, PublishResult.stored("e-1"), null)));
		assertThat(batch.orThrow()).containsExactly(PublishResult.stored("e-1"));
	}

}
