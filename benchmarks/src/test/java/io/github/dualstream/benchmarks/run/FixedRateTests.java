package io.github.dualstream.benchmarks.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FixedRateTests {

	private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(1);

	@Test
	void whenACallTakesTooLongThenThoseThatItDelaysAreDueAsScheduled() {
		List<Long> due = new ArrayList<>();
		List<Long> made = new ArrayList<>();

		new FixedRate(1_000).run(20, (number, dueNanos) -> {
			made.add(System.nanoTime());
			due.add(dueNanos);
			if (number == 0) {
				spinUntil(dueNanos + 15 * INTERVAL);
			}
		});

		for (int number = 2; number < 15; number++) {
			assertThat(due.get(number) - due.get(number - 1)).as("call %d", number).isEqualTo(INTERVAL);
		}
		assertThat(made.get(1) - due.get(1)).isGreaterThanOrEqualTo(10 * INTERVAL);
	}

	@Test
	void noCallIsMadeBeforeItIsDue() {
		new FixedRate(1_000).run(20,
				(number, dueNanos) -> assertThat(System.nanoTime() - dueNanos).isGreaterThanOrEqualTo(0));
	}

	private static void spinUntil(long nanos) {
		while (System.nanoTime() - nanos < 0) {
			Thread.onSpinWait();
		}
	}

}
