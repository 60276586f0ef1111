package io.github.dualstream.autoconfigure.saga;

import java.time.Duration;
import java.util.List;

import io.github.dualstream.ScheduledPublisher;
import io.github.dualstream.saga.SagaStore;
import io.github.dualstream.saga.Sagas;
import io.github.dualstream.saga.StuckLimits;
import io.github.dualstream.schedule.Threads;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@link StuckSagas}, with the health and the gauge that show them.
 */
class StuckSagasTests {

	private static final StuckLimits LIMITS = new StuckLimits(Duration.ofMinutes(1), Duration.ofDays(1));

	private final SagaStore store = mock(SagaStore.class);

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private Duration now = Duration.ZERO;

	private final StuckSagas stuckSagas = new StuckSagas(new Sagas(List.of(), this.store,
			mock(ScheduledPublisher.class), mock(PlatformTransactionManager.class), (saga, outcome) -> {
			}), LIMITS, Duration.ofSeconds(10), new Threads(), () -> this.now.toNanos());

	private final SagasHealthIndicator indicator = new SagasHealthIndicator(this.stuckSagas);

	@BeforeEach
	void bind() {
		new SagaMeters(this.stuckSagas).bindTo(this.registry);
	}

	private Health health() {
		return this.indicator.health();
	}

	private double gauge() {
		return this.registry.get("dual.stream.saga.stuck").gauge().value();
	}

	@Test
	void beforeTheFirstCountTheNumberIsUnknown() {
		assertThat(health().getStatus().getCode()).isEqualTo("UNKNOWN");
		assertThat(gauge()).isNaN();
	}

	@Test
	void neitherHealthNorGaugeAsksTheDatabase() {
		given(this.store.countStuck(LIMITS)).willReturn(0L, 2L);
		this.stuckSagas.run();
		assertThat(health().getStatus().getCode()).isEqualTo("UP");
		assertThat(gauge()).isZero();
		this.stuckSagas.run();
		for (int i = 0; i < 3; i++) {
			assertThat(health().getStatus().getCode()).isEqualTo("DEGRADED");
			assertThat(health().getDetails()).containsEntry("stuck", 2L);
			assertThat(gauge()).isEqualTo(2);
		}
		verify(this.store, times(2)).countStuck(LIMITS);
	}

	@Test
	void whileTheDatabaseIsAwayTheHealthIsDegradedAndNamesTheCause() {
		given(this.store.countStuck(LIMITS)).willThrow(new DataAccessResourceFailureException("no connection"))
			.willReturn(0L);
		this.stuckSagas.run();
		assertThat(health().getStatus().getCode()).isEqualTo("DEGRADED");
		assertThat(health().getDetails().get("error").toString()).contains("no connection");
		assertThat(gauge()).isNaN();
		this.stuckSagas.run();
		assertThat(health().getStatus().getCode()).isEqualTo("UP");
	}

	@Test
	void whileTheDatabaseHangsTheHealthIsDegraded() {
		given(this.store.countStuck(LIMITS)).willReturn(0L);
		this.stuckSagas.run();
		this.now = Duration.ofSeconds(15);
		assertThat(health().getStatus().getCode()).isEqualTo("UP");
		this.now = Duration.ofSeconds(16);
		assertThat(health().getStatus().getCode()).isEqualTo("DEGRADED");
		assertThat(health().getDetails()).containsEntry("error", "the database has not answered for 16 s");
		assertThat(gauge()).isNaN();
	}

	@Test
	void aDatabaseThatHangsFromTheStartIsNoticed() {
		this.now = Duration.ofMinutes(1);
		assertThat(health().getStatus().getCode()).isEqualTo("DEGRADED");
	}

}
