package io.github.dualstream.harness.history;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NotificationAccounting}.
 */
class NotificationAccountingTests {

	private static final NotificationCounts BEFORE = counts(3, 0, 1);

	@Test
	void whenEveryNotificationIsCountedOnceThenItHolds() {
		assertThat(NotificationAccounting.check(10, List.of(BEFORE, counts(5, 2, 3)))).isEmpty();
	}

	@Test
	void whenOneIsNotCountedThenBothNumbersAreTold() {
		assertThat(NotificationAccounting.check(10, List.of(BEFORE, counts(5, 2, 2)))).singleElement()
			.asString()
			.startsWith("G: ")
			.contains("10 publishes", "9 notifications");
	}

	@Test
	void whenOneIsCountedTwiceThenBothNumbersAreTold() {
		assertThat(NotificationAccounting.check(10, List.of(BEFORE, counts(6, 2, 3)))).singleElement()
			.asString()
			.contains("10 publishes", "11 notifications");
	}

	@Test
	void whenACounterGoesBackThenItIsNoticed() {
		assertThat(NotificationAccounting.check(10, List.of(BEFORE, counts(10, 0, 0)))).singleElement()
			.asString()
			.contains("went back");
	}

	@Test
	void whenAReasonDoesNotExistThenItIsNamed() {
		assertThat(NotificationAccounting.check(1, List.of(new NotificationCounts(0, 0, Map.of("bad_luck", 1L)))))
			.singleElement()
			.asString()
			.contains("bad_luck");
	}

	@Test
	void whenNothingWasSampledThenThatIsAViolation() {
		assertThat(NotificationAccounting.check(0, List.of())).hasSize(1);
	}

	private static NotificationCounts counts(long sent, long unknown, long dropped) {
		return new NotificationCounts(sent, unknown, Map.of("queue_full", dropped));
	}

}
