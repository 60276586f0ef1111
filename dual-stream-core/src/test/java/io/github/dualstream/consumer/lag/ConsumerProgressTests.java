package io.github.dualstream.consumer.lag;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

import io.github.dualstream.consumer.ConsumerStatus;
import io.github.dualstream.transport.GroupProgress;
import io.github.dualstream.transport.LogPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ConsumerProgressTests {

	private static final LogPartition PARTITION = new LogPartition("orders", 0);

	private static final LagThresholds THRESHOLDS = new LagThresholds(10, 100, Duration.ofMinutes(1),
			Duration.ofMinutes(10));

	private final SettableClock clock = new SettableClock();

	private final ConsumerProgress progress = new ConsumerProgress(this.clock);

	@Test
	void whenAllIsDoneThenThereIsNoLag() {
		Lag lag = look(50L, null, 50);
		assertThat(lag.records()).isZero();
		assertThat(lag.age()).isZero();
		assertThat(lag.level()).isEqualTo(LagLevel.NORMAL);
	}

	@Test
	void whenItHasReadNothingThenWhatItsGroupCommittedCounts() {
		assertThat(look(null, null, 50).records()).isEqualTo(10);
	}

	@Test
	void theLevelFollowsTheNumberAndGoesBack() {
		assertThat(look(50L, this.clock.now, 59).level()).isEqualTo(LagLevel.NORMAL);
		assertThat(look(50L, this.clock.now, 60).level()).isEqualTo(LagLevel.WARNING);
		assertThat(look(50L, this.clock.now, 150).level()).isEqualTo(LagLevel.CRITICAL);
		assertThat(look(150L, null, 150).level()).isEqualTo(LagLevel.NORMAL);
	}

	@Test
	void theLevelFollowsTheAgeOfTheOldest() {
		Instant oldest = this.clock.now;
		this.clock.now = oldest.plusSeconds(61);
		assertThat(look(50L, oldest, 51)).satisfies((lag) -> {
			assertThat(lag.age()).isEqualTo(Duration.ofSeconds(61));
			assertThat(lag.level()).isEqualTo(LagLevel.WARNING);
		});
		this.clock.now = oldest.plusSeconds(600);
		assertThat(look(50L, oldest, 51).level()).isEqualTo(LagLevel.CRITICAL);
	}

	@Test
	void whatHasNotBeenReadIsAsOldAsItIsKnown() {
		look(50L, null, 51);
		this.clock.now = this.clock.now.plusSeconds(90);
		assertThat(look(50L, null, 52).age()).isEqualTo(Duration.ofSeconds(90));
		look(52L, null, 52);
		assertThat(look(52L, null, 53).age()).isZero();
	}

	@Test
	void theRateIsWhatWasDoneSinceTheLastLook() {
		look(50L, null, 100);
		this.clock.now = this.clock.now.plusSeconds(10);
		assertThat(look(90L, null, 100).rate()).isEqualTo(4);
	}

	@Test
	void whenSomethingIsCriticalBeforeItIsAWarningThenItIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new LagThresholds(10, 9, Duration.ofMinutes(1), Duration.ofMinutes(10)));
	}

	private Lag look(@Nullable Long next, @Nullable Instant oldest, long end) {
		ConsumerStatus status = new ConsumerStatus("group", Set.of("orders"), ConsumerStatus.State.RUNNING, 0, null,
				new ConsumerStatus.Load(0, 0, 0, 0, 0),
				List.of(new ConsumerStatus.Partition(PARTITION, 0, next, oldest, 0, 0, 0, null)));
		return this.progress.look(status, List.of(new GroupProgress(PARTITION, 40, end, true)), THRESHOLDS);
	}

	private static final class SettableClock extends Clock {

		private Instant now = Instant.parse("2026-01-01T00:00:00Z");

		@Override
		public Instant instant() {
			return this.now;
		}

		@Override
		public ZoneOffset getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

}
