package io.github.dualstream.transport.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Probe of Redis, on the connection of the notifications. Concurrent callers share one
 * request. Thread-safe.
 */
final class RedisProbe {

	private final StringRedisTemplate template;

	private final Supplier<CompletableFuture<Boolean>> more;

	private final Executor executor;

	private @Nullable CompletableFuture<Boolean> asked;

	/**
	 * Create the probe.
	 * @param template template that sends a PING
	 * @param more further check after the PONG
	 * @param executor executor of the requests
	 */
	RedisProbe(StringRedisTemplate template, Supplier<CompletableFuture<Boolean>> more, Executor executor) {
		this.template = template;
		this.more = more;
		this.executor = executor;
	}

	/**
	 * Probe Redis, or wait for the answer to a request in flight.
	 * @param timeout maximum time to wait
	 * @param mode kind of Pub/Sub, which explains failures
	 * @return whether Redis answered in time
	 * @throws UnsupportedOperationException if Redis has no Pub/Sub of this kind
	 * @throws IllegalStateException if Redis cannot be asked, for the reason that its
	 * innermost cause tells, such as a wrong password
	 */
	boolean ping(Duration timeout, PubSubMode mode) {
		try {
			return ask().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() != null && mode.explain(ex.getCause()) instanceof UnsupportedOperationException why) {
				throw why;
			}
			throw new IllegalStateException("Redis cannot be asked", ex);
		}
		catch (TimeoutException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private synchronized CompletableFuture<Boolean> ask() {
		if (this.asked == null || this.asked.isDone()) {
			this.asked = CompletableFuture.supplyAsync(this::pong, this.executor)
				.thenCompose((pong) -> pong ? this.more.get() : CompletableFuture.completedFuture(false));
		}
		return this.asked;
	}

	private boolean pong() {
		return "PONG".equalsIgnoreCase(this.template.execute((RedisCallback<String>) RedisConnection::ping, true));
	}

}
