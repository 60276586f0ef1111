package io.github.dualstream.transport.redis;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.resource.ClientResources;
import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Connections of a log on Redis Streams. None of them is shared, since a read that waits
 * blocks its connection. Redis need not be available when they are created. Thread-safe.
 */
public final class StreamConnections implements AutoCloseable {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

	private final LettuceConnectionFactory factory;

	private final @Nullable ClientResources ownResources;

	private StreamConnections(LettuceConnectionFactory application, Duration timeout) {
		ClientResources resources = application.getClientConfiguration()
			.getClientResources()
			.orElseGet(ClientResources::create);
		this.ownResources = application.getClientConfiguration().getClientResources().isPresent() ? null : resources;
		this.factory = new DedicatedConnections(application, new PromptReconnectResources(resources),
				new RedisBusOptions(timeout, CONNECT_TIMEOUT, 1, false), (builder) -> {
				})
			.forStreams();
	}

	/**
	 * Derive connections from the application's: same topology, credentials, TLS and
	 * client resources; nothing is accepted while disconnected, and nothing sent twice.
	 * @param application the application's connection factory, which is not changed
	 * @param timeout maximum time to wait for a handshake
	 * @return the connections
	 */
	public static StreamConnections of(LettuceConnectionFactory application, Duration timeout) {
		return new StreamConnections(application, timeout);
	}

	/**
	 * Open a connection, for its caller alone.
	 * @return the connection, to be closed
	 */
	public RedisConnection open() {
		return this.factory.getConnection();
	}

	/**
	 * Whether keys are spread over the nodes of a cluster.
	 * @return {@code true} for Redis Cluster
	 */
	public boolean isCluster() {
		return this.factory.isClusterAware();
	}

	@Override
	public void close() {
		this.factory.destroy();
		if (this.ownResources != null) {
			this.ownResources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
		}
	}

}
