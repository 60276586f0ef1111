package io.github.dualstream.harness.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PublishUnaffected}.
 */
class PublishUnaffectedTests {

	private static final long MILLI = Duration.ofMillis(1).toNanos();

	private static final Phase HEALTHY = new Phase("healthy", 0, 1000 * MILLI);

	private static final Phase HUNG = new Phase("Redis hung", 1000 * MILLI, 2000 * MILLI);

	private static final PublishUnaffected BOUNDS = new PublishUnaffected(0.9, Duration.ofMillis(5));

	@Test
	void whenRateAndTimesAreTheSameThenItHolds() {
		assertThat(BOUNDS.check(operations(0, 10, 2), HEALTHY, HUNG)).isEmpty();
	}

	@Test
	void whenAPublishFailsThenItIsNamed() {
		List<Operation> operations = new ArrayList<>(operations(0, 10, 2));
		operations.add(new Operation("app", 999, "e999", "order:1", 999, Outcome.UNKNOWN, null, "late", 1500 * MILLI,
				1600 * MILLI));
		assertThat(BOUNDS.check(operations, HEALTHY, HUNG)).singleElement()
			.asString()
			.startsWith("I: ")
			.contains("event e999", "source order:1", "failed while Redis hung");
	}

	@Test
	void whenFewerAreAcknowledgedThenBothRatesAreTold() {
		List<Operation> operations = operations(0, 10, 2).stream()
			.filter((operation) -> operation.invokedAt() < 1500 * MILLI)
			.toList();
		assertThat(BOUNDS.check(operations, HEALTHY, HUNG)).singleElement()
			.asString()
			.contains("50 of 100 acknowledgements per second", "Redis hung");
	}

	@Test
	void whenPublishesTakeLongerThenItIsTold() {
		assertThat(BOUNDS.check(operations(7, 10, 2), HEALTHY, HUNG)).singleElement()
			.asString()
			.contains("7 ms longer while Redis hung, more than 5 ms");
	}

	@Test
	void whenNothingWasPublishedWhileHealthyThenThatIsAViolation() {
		assertThat(BOUNDS.check(List.of(), HEALTHY, HUNG)).singleElement().asString().contains("nothing");
	}

	/** One every few milliseconds, over both phases. */
	private static List<Operation> operations(long extraWhileHung, long every, long takes) {
		return LongStream.range(0, 2000 / every).mapToObj((number) -> {
			long invoked = number * every * MILLI;
			long end = invoked + (takes + ((invoked >= HUNG.from()) ? extraWhileHung : 0)) * MILLI;
			return new Operation("app", number, "e" + number, "order:1", number, Outcome.ACKNOWLEDGED,
					"events:0:" + number, null, invoked, end);
		}).toList();
	}

}
