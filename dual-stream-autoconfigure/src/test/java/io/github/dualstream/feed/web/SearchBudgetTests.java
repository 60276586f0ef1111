package io.github.dualstream.feed.web;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SearchBudget}.
 */
class SearchBudgetTests {

	@Test
	void whenAClientHasUsedUpItsBudgetThenItIsRefusedUntilTheMinuteIsOver() {
		AtomicLong now = new AtomicLong();
		SearchBudget budget = new SearchBudget(100, now::get);
		budget.spend("one", 60);
		budget.require("one");
		budget.spend("one", 60);
		now.set(TimeUnit.SECONDS.toNanos(20));
		assertThatExceptionOfType(SearchBudgetExceededException.class).isThrownBy(() -> budget.require("one"))
			.satisfies((ex) -> assertThat(ex.retryAfterSeconds()).isEqualTo(41));
		budget.require("another");
		now.set(TimeUnit.SECONDS.toNanos(60));
		budget.require("one");
	}

}
