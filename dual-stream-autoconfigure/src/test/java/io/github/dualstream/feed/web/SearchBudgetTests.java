package io.github.dualstream.feed.web;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.springframework.http.HttpHeaders;

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
			.satisfies((ex) -> assertThat(ex.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("41"));
		budget.require("another");
		now.set(TimeUnit.SECONDS.toNanos(60));
		budget.require("one");
	}

	@Test
	void whenManySearchesOfAClientComeAtOnceThenTwoRunAndTheRestIsRefusedOnceTheBudgetIsUsedUp() throws Exception {
		SearchBudget budget = new SearchBudget(100, System::nanoTime);
		AtomicInteger running = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		CountDownLatch two = new CountDownLatch(2);
		List<CompletableFuture<Boolean>> searches = IntStream.range(0, 12)
			.mapToObj((i) -> CompletableFuture.supplyAsync(() -> budget.search("one", () -> {
				most.accumulateAndGet(running.incrementAndGet(), Math::max);
				budget.spend("one", 60);
				two.countDown();
				await(two);
				running.decrementAndGet();
				return true;
			}), (task) -> new Thread(task).start()))
			.toList();
		long refused = searches.stream()
			.filter((search) -> search.handle((done, failure) -> failure != null).join())
			.count();
		assertThat(most).hasValue(2);
		assertThat(refused).isEqualTo(10);
		assertThat(budget.<String>search("another", () -> "found")).isEqualTo("found");
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
