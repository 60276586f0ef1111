package io.github.dualstream;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import org.springframework.util.Assert;

/**
 * Range of the times at which something can be due: from the epoch, which is as good as
 * any other time in the past, to the year 9999.
 */
public final class DueTime {

	/** Latest time. */
	public static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

	/** Longest delay, a thousand years. */
	public static final Duration MAX_DELAY = Duration.ofDays(365_000);

	private DueTime() {
	}

	/**
	 * Check a time that was asked for.
	 * @param due time, also one in the past
	 * @param subject what is due then, for the error
	 * @return the time; the epoch for one before it
	 * @throws IllegalArgumentException if the time is after {@link #LATEST}
	 */
	public static Instant of(Instant due, Supplier<String> subject) {
		Assert.isTrue(!due.isAfter(LATEST), () -> "The time of " + subject.get() + " is after " + LATEST + ": " + due);
		return due.isBefore(Instant.EPOCH) ? Instant.EPOCH : due;
	}

	/**
	 * Check a delay that was asked for.
	 * @param delay time until something is due
	 * @param subject what is due then, for the error
	 * @return the delay
	 * @throws IllegalArgumentException if the delay is negative, or longer than
	 * {@link #MAX_DELAY}
	 */
	public static Duration after(Duration delay, Supplier<String> subject) {
		Assert.isTrue(!delay.isNegative(),
				() -> "The delay of " + subject.get() + " is negative: " + delay + "; an Instant may be in the past");
		Assert.isTrue(delay.compareTo(MAX_DELAY) <= 0,
				() -> "The delay of " + subject.get() + " is longer than a thousand years: " + delay);
		return delay;
	}

}
