package io.github.dualstream.publisher;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.dualstream.BackpressureException;
import io.github.dualstream.BatchResult;
import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.PublishResult;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RateLimitedPublisher}.
 */
class RateLimitedPublisherTests {

	private static final Event EVENT = Event.of("order", "1", "order.placed", "data");

	private final AtomicInteger published = new AtomicInteger();

	private final DualStreamPublisher publisher = (event) -> CompletableFuture
		.completedFuture(new PublishResult(event.id(), new Position("orders", 0, this.published.getAndIncrement())));

	@Test
	void aBurstGoesThroughAndWhatIsBeyondItIsRefusedNamingTheProperty() {
		// the next permit is a thousand seconds away
		RateLimitedPublisher limited = new RateLimitedPublisher(this.publisher, 0.01, 10, Duration.ofMillis(1));
		List<Event> events = IntStream.range(0, 12).mapToObj((i) -> EVENT).toList();
		BatchResult result = limited.publishAll(events);
		assertThat(result.results()).hasSize(10);
		assertThat(result.failures()).hasSize(2)
			.allSatisfy((outcome) -> assertThat(outcome.failure()).isInstanceOf(BackpressureException.class)
				.hasMessageContaining("dual-stream.publisher.rate-limit")
				.hasMessageContaining("0.01 events per second"));
		assertThat(this.published).hasValue(10);
	}

	@Test
	void whatIsBeyondTheBurstWaitsForItsTurn() {
		RateLimitedPublisher limited = new RateLimitedPublisher(this.publisher, 50, 1, Duration.ofSeconds(30));
		long start = System.nanoTime();
		for (int i = 0; i < 11; i++) {
			limited.publish(EVENT);
		}
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(170));
		assertThat(this.published).hasValue(11);
	}

	@Test
	void whenInterruptedWhileWaitingThenNothingIsPublishedAndTheInterruptStays() {
		RateLimitedPublisher limited = new RateLimitedPublisher(this.publisher, 0.01, 1, Duration.ofHours(1));
		limited.publish(EVENT);
		Thread.currentThread().interrupt();
		CompletableFuture<PublishResult> refused = limited.publishAsync(EVENT);
		assertThat(Thread.interrupted()).isTrue();
		assertThatExceptionOfType(CompletionException.class).isThrownBy(refused::join)
			.withCauseInstanceOf(BackpressureException.class);
		assertThat(this.published).hasValue(1);
	}

}
