package io.github.dualstream.transport.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Asks Redis for a sign of life, on the connection that notifications take. One question
 * at a time, however many ask. Thread-safe.
 */
final class RedisProbe {

	private final StringRedisTemplate template;

	private final Executor executor;

	private @Nullable CompletableFuture<Boolean> asked;

	RedisProbe(StringRedisTemplate template, Executor executor) {
		this.template = template;
		this.executor = executor;
	}

	boolean ping(Duration timeout) {
		try {
			return ask().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private synchronized CompletableFuture<Boolean> ask() {
		if (this.asked == null || this.asked.isDone()) {
			this.asked = CompletableFuture.supplyAsync(this::pong, this.executor);
		}
		return this.asked;
	}

	private boolean pong() {
		return "PONG".equalsIgnoreCase(this.template.execute((RedisCallback<String>) RedisConnection::ping, true));
	}

}
