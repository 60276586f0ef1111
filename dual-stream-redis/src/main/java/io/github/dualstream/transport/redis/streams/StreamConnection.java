package io.github.dualstream.transport.redis.streams;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.redis.StreamConnections;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * Connection for one purpose, opened by its first use; Lettuce keeps it connected.
 * Nothing is sent twice, and nothing is accepted while it is disconnected. Thread-safe.
 */
final class StreamConnection implements AutoCloseable {

	/** Time after a failure to connect in which nobody waits for another attempt. */
	private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(500);

	private final StreamConnections connections;

	private final Duration timeout;

	private @Nullable RedisConnection connection;

	private volatile @Nullable RedisClusterAsyncCommands<byte[], byte[]> commands;

	private @Nullable RuntimeException failure;

	private long failedAt;

	private boolean closed;

	StreamConnection(StreamConnections connections, Duration timeout) {
		this.connections = connections;
		this.timeout = timeout;
	}

	Duration timeout() {
		return this.timeout;
	}

	/**
	 * Commands of the connection.
	 * @return commands that can be sent, or are refused by a failed future
	 * @throws RuntimeException if it cannot be opened, so that nothing was sent
	 */
	RedisClusterAsyncCommands<byte[], byte[]> commands() {
		RedisClusterAsyncCommands<byte[], byte[]> open = this.commands;
		return (open != null) ? open : open();
	}

	private synchronized RedisClusterAsyncCommands<byte[], byte[]> open() {
		RedisClusterAsyncCommands<byte[], byte[]> open = this.commands;
		if (open != null) {
			return open;
		}
		if (this.closed) {
			throw new IllegalStateException("The connection to Redis is closed");
		}
		if (this.failure != null && System.nanoTime() - this.failedAt < PAUSE) {
			throw this.failure;
		}
		RedisConnection opened = null;
		try {
			opened = this.connections.open();
			open = commandsOf(opened);
			this.connection = opened;
			this.commands = open;
			this.failure = null;
			return open;
		}
		catch (RuntimeException ex) {
			this.failure = ex;
			this.failedAt = System.nanoTime();
			if (opened != null) {
				opened.close();
			}
			throw ex;
		}
	}

	@SuppressWarnings({ "unchecked", "deprecation" }) // there is no other way from Spring
														// Data to it
	private static RedisClusterAsyncCommands<byte[], byte[]> commandsOf(RedisConnection connection) {
		return (RedisClusterAsyncCommands<byte[], byte[]>) connection.getNativeConnection();
	}

	/**
	 * Send commands and wait for the answer.
	 * @param subject subject of the message of a failure, such as {@code Topic 'orders'}
	 * @param request sends the commands
	 * @return the answer
	 * @throws LogUnavailableException if Redis did not answer in time, or answered with
	 * an error
	 */
	<T> T ask(String subject, Function<RedisClusterAsyncCommands<byte[], byte[]>, CompletionStage<T>> request) {
		try {
			return await(subject, request.apply(commands()), this.timeout);
		}
		catch (LogUnavailableException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw unavailable(subject, ex);
		}
	}

	static <T> T await(String subject, CompletionStage<T> answer, Duration timeout) {
		try {
			return answer.toCompletableFuture().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException ex) {
			throw unavailable(subject, ex);
		}
		catch (TimeoutException ex) {
			throw new LogUnavailableException(subject + ": Redis did not answer within " + timeout.toMillis() + " ms",
					ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LogUnavailableException(subject + ": interrupted while waiting for Redis", ex);
		}
	}

	static LogUnavailableException unavailable(String subject, Throwable failure) {
		Throwable cause = causeOf(failure);
		return (cause instanceof LogUnavailableException unavailable) ? unavailable
				: new LogUnavailableException(subject + ": " + RedisErrors.explain(cause), cause);
	}

	/** Failure without the wrappers of futures and of Spring Data. */
	static Throwable causeOf(Throwable failure) {
		Throwable cause = failure;
		while ((cause instanceof ExecutionException || cause instanceof CompletionException)
				&& cause.getCause() != null) {
			cause = cause.getCause();
		}
		return (cause instanceof org.springframework.dao.DataAccessException)
				? NestedExceptionUtils.getMostSpecificCause(cause) : cause;
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		this.commands = null;
		RedisConnection open = this.connection;
		this.connection = null;
		if (open != null) {
			open.close();
		}
	}

}
