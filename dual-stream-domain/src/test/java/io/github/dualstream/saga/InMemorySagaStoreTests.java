package io.github.dualstream.saga;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import org.junit.jupiter.api.Test;

import org.springframework.dao.OptimisticLockingFailureException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link InMemorySagaStore}.
 */
class InMemorySagaStoreTests {

	private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

	private static final StuckLimits LIMITS = new StuckLimits(Duration.ZERO, Duration.ZERO);

	private static final SagaKey KEY = new SagaKey("delivery", "1");

	private static final Event EVENT = Event.of("order", "1", "order.placed", Map.of());

	private final InMemorySagaStore store = new InMemorySagaStore(Clock.fixed(NOW, ZoneOffset.UTC));

	private void save(SagaKey key, long version, SagaStatus status, Map<String, SagaDeadline> deadlines) {
		this.store.save(new SagaInstance(key, version, status, JsonData.of("{}"), List.of(), deadlines), version - 1,
				List.of(new SagaStep(version, SagaStep.Kind.EVENT, "order.placed", "event-" + version, null,
						Instant.EPOCH)));
	}

	@Test
	void eachVersionIsStoredOnceWithItsStep() {
		save(KEY, 1, SagaStatus.RUNNING, Map.of());
		save(KEY, 2, SagaStatus.COMPLETED, Map.of());
		assertThat(this.store.find(KEY).orElseThrow().version()).isEqualTo(2);
		assertThat(this.store.history(KEY)).extracting(SagaStep::time).containsExactly(NOW, NOW);
		assertThat(this.store.find(KEY, "event-2").isHandled()).isTrue();
		assertThat(this.store.find(KEY, "event-3").isHandled()).isFalse();
		assertThat(this.store.find(KEY, "event-3").saga()).isNotNull();
		assertThatExceptionOfType(OptimisticLockingFailureException.class)
			.isThrownBy(() -> save(KEY, 2, SagaStatus.RUNNING, Map.of()))
			.withMessageContaining("delivery:1");
		assertThat(this.store.counts()).isEqualTo(Map.of("delivery", Map.of(SagaStatus.COMPLETED, 1L)));
		assertThat(this.store.latest("delivery", 10)).extracting(SagaSummary::steps).containsExactly(2L);
	}

	@Test
	void failuresAreCountedUntilTheyAreRemoved() {
		this.store.addFailure(KEY, EVENT, "first");
		this.store.addFailure(KEY, EVENT, "second");
		assertThat(this.store.failures(KEY)).singleElement().satisfies((failure) -> {
			assertThat(failure.attempts()).isEqualTo(2);
			assertThat(failure.failure()).isEqualTo("second");
		});
		assertThat(this.store.stuck(LIMITS, 10)).singleElement()
			.satisfies((stuck) -> assertThat(stuck.status()).isNull());
		assertThat(this.store.find(KEY, EVENT.id())).isEqualTo(new SagaLookup(null, false, true));
		this.store.removeFailures(KEY, "another");
		assertThat(this.store.countStuck(LIMITS)).isOne();
		this.store.removeFailures(KEY, EVENT.id());
		assertThat(this.store.failures(KEY)).isEmpty();
		this.store.addFailure(KEY, EVENT, "third");
		this.store.removeFailures(KEY, null);
		assertThat(this.store.countStuck(LIMITS)).isZero();
	}

	@Test
	void aSagaIsStuckAfterItsDeadlineOrWithoutOne() {
		save(KEY, 1, SagaStatus.RUNNING, Map.of("arrival", new SagaDeadline("d", NOW.plusSeconds(1))));
		assertThat(this.store.countStuck(LIMITS)).isZero();
		save(KEY, 2, SagaStatus.RUNNING, Map.of("arrival", new SagaDeadline("d", NOW)));
		assertThat(this.store.stuck(LIMITS, 10)).extracting(SagaSummary::problem)
			.containsExactly("the deadline has passed");
		save(KEY, 3, SagaStatus.RUNNING, Map.of());
		assertThat(this.store.stuck(LIMITS, 10)).extracting(SagaSummary::problem)
			.containsExactly("no step and no deadline");
	}

	@Test
	void aSagaWithSeveralProblemsIsStuckOnce() {
		save(KEY, 1, SagaStatus.RUNNING, Map.of("arrival", new SagaDeadline("d", NOW.minusSeconds(1))));
		this.store.addFailure(KEY, EVENT, "failed");
		assertThat(this.store.countStuck(LIMITS)).isOne();
		assertThat(this.store.stuck(LIMITS, 10)).extracting(SagaSummary::problem)
			.containsExactly("the deadline has passed");
	}

	@Test
	void sagasThatHaveEndedAreDeletedWithTheirFailures() {
		SagaKey running = new SagaKey("delivery", "2");
		save(running, 1, SagaStatus.RUNNING, Map.of());
		save(KEY, 1, SagaStatus.COMPENSATED, Map.of());
		this.store.addFailure(KEY, EVENT, "failed");
		assertThat(this.store.deleteEnded(Duration.ofSeconds(1))).isZero();
		assertThat(this.store.deleteEnded(Duration.ZERO)).isOne();
		assertThat(this.store.find(KEY)).isEmpty();
		assertThat(this.store.failures(KEY)).isEmpty();
		assertThat(this.store.find(running)).isPresent();
	}

	@Test
	void aFailureOfAnEventThatWasHandledOrOfASagaThatHasEndedIsNotStuck() {
		this.store.addFailure(KEY, EVENT, "failed");
		assertThat(this.store.countStuck(LIMITS)).isOne();
		Map<String, SagaDeadline> waits = Map.of("arrival", new SagaDeadline("d", NOW.plusSeconds(1)));
		save(KEY, 1, SagaStatus.RUNNING, waits);
		assertThat(this.store.countStuck(LIMITS)).isOne();
		save(KEY, 2, SagaStatus.COMPLETED, Map.of());
		assertThat(this.store.countStuck(LIMITS)).isZero();
		SagaKey other = new SagaKey("delivery", "2");
		save(other, 1, SagaStatus.RUNNING, waits);
		this.store.addFailure(other, EVENT.toBuilder().id("event-1").build(), "failed");
		assertThat(this.store.countStuck(LIMITS)).isZero();
	}

}
