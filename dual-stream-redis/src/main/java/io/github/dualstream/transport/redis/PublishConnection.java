package io.github.dualstream.transport.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.redis.connection.ClusterCommandExecutionFailureException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Connection for publishing. Opens it with a bounded wait for the publishing thread;
 * after that, Lettuce keeps it connected. Used by one thread at a time, except for
 * {@link #open()}.
 */
final class PublishConnection {

	private static final Log logger = LogFactory.getLog(PublishConnection.class);

	private static final Duration PAUSE = Duration.ofMillis(100);

	/**
	 * Maximum time to wait for the first connection, in addition to the timeouts of
	 * connecting, for a JVM that is busy with its startup.
	 */
	private static final Duration FIRST_WAIT = Duration.ofSeconds(5);

	private final LettuceConnectionFactory factory;

	private final Executor executor;

	private final RedisBusOptions options;

	private @Nullable CompletableFuture<Void> opening;

	private Duration patience = FIRST_WAIT;

	private long retryAt = System.nanoTime();

	PublishConnection(LettuceConnectionFactory factory, RedisBusOptions options, Executor executor) {
		this.factory = factory;
		this.options = options;
		this.executor = executor;
	}

	/**
	 * Start to connect, unless that was done before; delayed after a failure.
	 * Thread-safe.
	 * @return a future that completes when the connection is open
	 */
	synchronized CompletableFuture<Void> open() {
		CompletableFuture<Void> current = this.opening;
		if (current == null || (current.isCompletedExceptionally() && System.nanoTime() - this.retryAt >= 0)) {
			current = CompletableFuture.runAsync(this::connect, this.executor);
			this.opening = current;
		}
		return current;
	}

	/**
	 * Wait for the connection: at first, as long as connecting takes; once Redis is known
	 * to be unavailable, no longer than for a batch.
	 * @throws QueryTimeoutException if the connection is not open in time
	 * @throws RuntimeException if it cannot be opened
	 */
	void require() {
		try {
			open().get(this.patience.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException ex) {
			failed();
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : new IllegalStateException(ex.getCause());
		}
		catch (TimeoutException ex) {
			failed();
			throw new QueryTimeoutException("No connection to Redis in time", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new QueryTimeoutException("Interrupted while connecting to Redis", ex);
		}
	}

	/**
	 * Close the connection and open another one.
	 */
	synchronized void replace() {
		failed();
		this.opening = CompletableFuture.runAsync(() -> {
			this.factory.resetConnection();
			connect();
		}, this.executor);
	}

	private synchronized void failed() {
		this.patience = this.options.timeout();
		this.retryAt = System.nanoTime() + PAUSE.toNanos();
	}

	/**
	 * Connect and send a first command, which takes long in a new JVM, so that it is not
	 * a notification.
	 */
	private void connect() {
		try (RedisConnection connection = this.factory.getConnection()) {
			connection.ping();
		}
		catch (ClusterCommandExecutionFailureException ex) {
			logger.debug("Not every node of the Redis Cluster answers; those that do get their share", ex);
		}
	}

}
