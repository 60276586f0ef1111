package io.github.dualstream.consumer;

import java.time.Duration;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;

/**
 * Maximum rate of attempts, within this process. Each attempt reserves its time, so that
 * none waits on a thread, and none is overtaken for ever. Several consumers that are
 * given the same object share it. Thread-safe.
 */
public final class RateLimit {

	/** Maximum time for which an attempt may be reserved in advance. */
	private static final Duration HORIZON = Duration.ofDays(365);

	private final RateLimiter limiter;

	private RateLimit(RateLimiter limiter) {
		this.limiter = limiter;
	}

	/**
	 * Create a rate limit that allows the attempts of one second at once.
	 * @param permitsPerSecond sustained number of events per second, above 0
	 * @return the rate limit
	 */
	public static RateLimit of(double permitsPerSecond) {
		return of(permitsPerSecond, Math.max(1, (int) Math.ceil(permitsPerSecond)));
	}

	/**
	 * Create a rate limit.
	 * @param permitsPerSecond sustained number of events per second, above 0
	 * @param burst maximum number of events at once, from 1
	 * @return the rate limit
	 * @throws IllegalArgumentException if one of the numbers is out of range
	 */
	public static RateLimit of(double permitsPerSecond, int burst) {
		if (!(permitsPerSecond > 0) || permitsPerSecond > 1e7 || burst < 1) {
			throw new IllegalArgumentException("a rate must be above 0, and at most 10000000 per second");
		}
		return new RateLimit(RateLimiter.of("dual-stream-consumer",
				RateLimiterConfig.custom()
					.limitForPeriod(burst)
					.limitRefreshPeriod(Duration.ofNanos((long) (burst * 1e9 / permitsPerSecond)))
					.timeoutDuration(HORIZON)
					.build()));
	}

	/**
	 * Reserve the next attempts.
	 * @param events number of events in the attempt
	 * @return time to wait before the attempt; zero for none
	 */
	Duration reserve(int events) {
		return Duration.ofNanos(Math.max(0, this.limiter.reservePermission(events)));
	}

}
