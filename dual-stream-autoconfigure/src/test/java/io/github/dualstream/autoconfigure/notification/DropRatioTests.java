package io.github.dualstream.autoconfigure.notification;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DropRatioTests {

	private final AtomicLong time = new AtomicLong(-TimeUnit.HOURS.toNanos(1));

	private final DropRatio ratio = new DropRatio(this.time::get);

	@Test
	void whenIdleThenZero() {
		assertThat(this.ratio.value()).isZero();
	}

	@Test
	void isDroppedOverAccepted() {
		accept(8);
		this.ratio.dropped(2);
		assertThat(this.ratio.value()).isEqualTo(0.25);
	}

	@Test
	void looksBackOneMinute() {
		accept(10);
		this.ratio.dropped(10);
		passSeconds(30);
		accept(30);
		assertThat(this.ratio.value()).isEqualTo(0.25);
		passSeconds(30);
		assertThat(this.ratio.value()).isZero();
	}

	@Test
	void afterALongPauseNothingOldIsLeft() {
		accept(10);
		this.ratio.dropped(10);
		passSeconds(100_000);
		assertThat(this.ratio.value()).isZero();
		accept(1);
		assertThat(this.ratio.value()).isZero();
	}

	private void accept(int count) {
		for (int i = 0; i < count; i++) {
			this.ratio.accepted();
		}
	}

	private void passSeconds(long seconds) {
		this.time.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
	}

}
