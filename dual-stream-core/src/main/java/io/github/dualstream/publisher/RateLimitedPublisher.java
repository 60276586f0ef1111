package io.github.dualstream.publisher;

import java.time.Duration;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.dualstream.BackpressureException;
import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.PublishResult;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;

/**
 * Publisher with a rate limit. A publish above the limit waits, and is rejected if it
 * would have to wait too long.
 */
public final class RateLimitedPublisher implements DualStreamPublisher {

	private final DualStreamPublisher publisher;

	private final RateLimiter limiter;

	private final String refusal;

	/**
	 * Create the decorator.
	 * @param publisher the publisher to protect
	 * @param permitsPerSecond sustained number of publishes per second
	 * @param burst maximum number of publishes at once
	 * @param maxWait maximum time that a publish waits
	 */
	public RateLimitedPublisher(DualStreamPublisher publisher, double permitsPerSecond, int burst, Duration maxWait) {
		this.publisher = publisher;
		this.limiter = RateLimiter.of("dual-stream-publisher",
				RateLimiterConfig.custom()
					.limitForPeriod(burst)
					.limitRefreshPeriod(Duration.ofNanos((long) (burst * 1e9 / permitsPerSecond)))
					.timeoutDuration(maxWait)
					.writableStackTraceEnabled(false)
					.build());
		this.refusal = "there was no permit for it within " + maxWait.toMillis()
				+ " ms, as dual-stream.publisher.rate-limit allows " + permitsPerSecond + " events per second";
	}

	@Override
	public CompletableFuture<PublishResult> publishAsync(Event event) {
		return this.limiter.acquirePermission() ? this.publisher.publishAsync(event) : refused(event);
	}

	@Override
	public List<CompletableFuture<PublishResult>> publishAllAsync(List<Event> events) {
		BitSet permitted = new BitSet(events.size());
		for (int i = 0; i < events.size(); i++) {
			permitted.set(i, this.limiter.acquirePermission());
		}
		Iterator<CompletableFuture<PublishResult>> published = this.publisher
			.publishAllAsync(permitted.stream().mapToObj(events::get).toList())
			.iterator();
		return IntStream.range(0, events.size())
			.mapToObj((i) -> permitted.get(i) ? published.next() : refused(events.get(i)))
			.toList();
	}

	private CompletableFuture<PublishResult> refused(Event event) {
		return CompletableFuture.failedFuture(new BackpressureException(
				"Event '" + event.id() + "' was not published: " + this.refusal + ". Publish less, or retry later.",
				RequestNotPermitted.createRequestNotPermitted(this.limiter)));
	}

}
