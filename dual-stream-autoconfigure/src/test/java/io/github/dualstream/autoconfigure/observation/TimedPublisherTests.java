package io.github.dualstream.autoconfigure.observation;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.github.dualstream.BackpressureException;
import io.github.dualstream.DualStreamException;
import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.PublishResult;
import io.github.dualstream.RejectedException;
import io.github.dualstream.UnknownOutcomeException;
import io.github.dualstream.transport.TopicRouting;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TimedPublisherTests {

	private static final Event EVENT = Event.of("order", "42", "order.placed", Map.of());

	private final MockClock clock = new MockClock();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry(SimpleConfig.DEFAULT, this.clock);

	private final CompletableFuture<PublishResult> pending = new CompletableFuture<>();

	private final DualStreamPublisher publisher = new TimedPublisher((event) -> this.pending,
			new TopicRouting("events", Map.of("order", "orders")), this.meters);

	@Test
	void theTimerRunsFromTheCallToTheAcknowledgement() {
		CompletableFuture<PublishResult> result = this.publisher.publishAsync(EVENT);
		this.clock.add(Duration.ofMillis(3));
		this.pending.complete(new PublishResult(EVENT.id(), new Position("orders", 0, 0)));

		assertThat(result).isCompleted();
		Timer timer = timer("success", "none");
		assertThat(timer.count()).isOne();
		assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(3);
	}

	@Test
	void whoeverSeesTheResultSeesItsMeters() {
		AtomicReference<Long> seen = new AtomicReference<>();
		CompletableFuture<Void> chained = this.publisher.publishAsync(EVENT)
			.thenAccept((result) -> seen.set(timer("success", "none").count()));
		this.pending.complete(new PublishResult(EVENT.id(), new Position("orders", 0, 0)));

		assertThat(chained).isCompleted();
		assertThat(seen).hasValue(1L);
	}

	static Arguments[] failures() {
		return new Arguments[] { Arguments.of(new RejectedException("data", "is odd"), "rejected"),
				Arguments.of(new BackpressureException("full", new IllegalStateException()), "rejected"),
				Arguments.of(new PublishFailedException("refused", null), "failure"),
				Arguments.of(new UnknownOutcomeException("late", new IllegalStateException()), "unknown") };
	}

	@ParameterizedTest
	@MethodSource("failures")
	void eachFailureIsTaggedWithItsOutcomeAndReachesTheCaller(DualStreamException failure, String outcome) {
		this.pending.completeExceptionally(failure);

		assertThatExceptionOfType(DualStreamException.class).isThrownBy(() -> this.publisher.publish(EVENT))
			.isSameAs(failure);
		assertThat(timer(outcome, failure.getClass().getSimpleName()).count()).isOne();
	}

	private Timer timer(String outcome, String error) {
		return this.meters.get("dual.stream.publish")
			.tags("topic", "orders", "outcome", outcome, "error", error)
			.timer();
	}

}
