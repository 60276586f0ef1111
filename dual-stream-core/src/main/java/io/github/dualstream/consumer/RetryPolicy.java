package io.github.dualstream.consumer;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Retry policy with exponential back-off and jitter: delays double up to a maximum, and
 * each is shortened at random by up to a half, so that simultaneous failures are not
 * retried simultaneously.
 *
 * @param maxAttempts maximum number of attempts for an event, from 1
 * @param initialDelay delay after the first failure
 * @param maxDelay maximum delay
 * @param fatal exceptions that are not retried, including their subclasses, also as
 * causes of others
 */
public record RetryPolicy(int maxAttempts, Duration initialDelay, Duration maxDelay,
		List<Class<? extends Throwable>> fatal) {

	/** Limit for chains of causes, which can be circular. */
	private static final int MAX_CAUSES = 20;

	/**
	 * Create a policy.
	 * @throws IllegalArgumentException if a limit is out of range
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
	 * Create a policy with default values.
	 * @return a policy with 5 attempts and delays from 500 ms to 30 s;
	 * {@link UnreadableDataException} is not retried
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
	 * Return this policy with further exceptions that are not retried.
	 * @param fatal the further exceptions
	 * @return a new policy
	 */
	public RetryPolicy withFatal(List<Class<? extends Throwable>> fatal) {
		return new RetryPolicy(this.maxAttempts, this.initialDelay, this.maxDelay,
				Stream.concat(this.fatal.stream(), fatal.stream()).toList());
	}

	FailureDecision decide(int attempts, Throwable failure) {
		return (attempts < this.maxAttempts && !isFatal(failure)) ? FailureDecision.retry()
				: FailureDecision.deadLetter();
	}

	/** Checks the causes as well, since frameworks wrap exceptions. */
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
