package io.github.dualstream.consumer;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * When to try again what failed: with pauses that double, up to a longest one, each
 * shortened at random by up to a half, so that what failed together does not come back
 * together.
 *
 * @param maxAttempts how often a handler gets an event at the most, from 1
 * @param initialDelay pause after the first failure
 * @param maxDelay longest pause
 * @param fatal exceptions, also as causes of others, subclasses included, after which
 * trying again is of no use
 */
public record RetryPolicy(int maxAttempts, Duration initialDelay, Duration maxDelay,
		List<Class<? extends Throwable>> fatal) {

	/** Causes can form a circle. */
	private static final int MAX_CAUSES = 20;

	/**
	 * Create a policy.
	 * @throws IllegalArgumentException if a bound makes no sense
	 */
	public RetryPolicy {
		if (maxAttempts < 1) {
			throw new IllegalArgumentException("maxAttempts must be at least 1");
		}
		if (initialDelay.isNegative() || maxDelay.compareTo(initialDelay) < 0) {
			throw new IllegalArgumentException("delays must not be negative, and maxDelay not below initialDelay");
		}
		fatal = List.copyOf(fatal);
	}

	/**
	 * A policy for most purposes.
	 * @return 5 attempts, after pauses from 500 ms to 30 s; of no use after
	 * {@link UnreadableDataException}
	 */
	public static RetryPolicy ofDefaults() {
		return new RetryPolicy(5, Duration.ofMillis(500), Duration.ofSeconds(30),
				List.of(UnreadableDataException.class));
	}

	public RetryPolicy withMaxAttempts(int maxAttempts) {
		return new RetryPolicy(maxAttempts, this.initialDelay, this.maxDelay, this.fatal);
	}

	public RetryPolicy withDelays(Duration initialDelay, Duration maxDelay) {
		return new RetryPolicy(this.maxAttempts, initialDelay, maxDelay, this.fatal);
	}

	/**
	 * The same with further exceptions after which trying again is of no use.
	 * @param fatal added to those before
	 * @return a new policy
	 */
	public RetryPolicy withFatal(List<Class<? extends Throwable>> fatal) {
		return new RetryPolicy(this.maxAttempts, this.initialDelay, this.maxDelay,
				Stream.concat(this.fatal.stream(), fatal.stream()).toList());
	}

	boolean allows(int attempts, Throwable failure) {
		return attempts < this.maxAttempts && !isFatal(failure);
	}

	/** Looks at the causes as well: frameworks wrap what was thrown. */
	private boolean isFatal(Throwable failure) {
		return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
			.limit(MAX_CAUSES)
			.anyMatch((cause) -> this.fatal.stream().anyMatch((type) -> type.isInstance(cause)));
	}

	Duration delayAfter(int attempts) {
		long initial = Math.max(1, this.initialDelay.toMillis());
		long doubled = initial << Math.min(attempts - 1, Long.numberOfLeadingZeros(initial) - 1);
		long delay = Math.min(doubled, Math.max(1, this.maxDelay.toMillis()));
		return Duration.ofMillis(delay - ThreadLocalRandom.current().nextLong(delay / 2 + 1));
	}

}
