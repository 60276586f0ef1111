package io.github.dualstream.transport.redis;

import java.time.Duration;

/**
 * Limits of the bus's own connections to Redis, and their kind of Pub/Sub.
 *
 * @param timeout maximum time to wait for the replies to one batch
 * @param connectTimeout maximum time to wait for a connection, without the handshake
 * @param maxBatch maximum number of notifications in one batch
 * @param sharded whether to use sharded Pub/Sub, which needs Redis Cluster 7.0
 */
public record RedisBusOptions(Duration timeout, Duration connectTimeout, int maxBatch, boolean sharded) {

	private static final Duration MAX_CONNECT_TIMEOUT = Duration.ofSeconds(1);

	/**
	 * Create the options.
	 * @throws IllegalArgumentException if one of them is not positive
	 */
	public RedisBusOptions {
		requirePositive("timeout", isPositive(timeout));
		requirePositive("connectTimeout", isPositive(connectTimeout));
		requirePositive("maxBatch", maxBatch > 0);
	}

	/**
	 * Create options that wait at most one second for a connection.
	 * @param timeout maximum time to wait for the replies to one batch
	 * @param maxBatch maximum number of notifications in one batch
	 * @param sharded whether to use sharded Pub/Sub, which needs Redis Cluster 7.0
	 * @return the options
	 * @throws IllegalArgumentException if one of the limits is not positive
	 */
	public static RedisBusOptions of(Duration timeout, int maxBatch, boolean sharded) {
		return new RedisBusOptions(timeout, MAX_CONNECT_TIMEOUT, maxBatch, sharded);
	}

	PubSubMode mode() {
		return (this.sharded) ? PubSubMode.SHARDED : PubSubMode.PLAIN;
	}

	/**
	 * Maximum time to wait for one command or handshake, other than the replies to a
	 * batch.
	 * @return the sum of the two timeouts, which includes a TLS handshake
	 */
	Duration commandTimeout() {
		return this.connectTimeout.plus(this.timeout);
	}

	private static boolean isPositive(Duration duration) {
		return !duration.isNegative() && !duration.isZero();
	}

	private static void requirePositive(String option, boolean positive) {
		if (!positive) {
			throw new IllegalArgumentException("Option '" + option + "' of the Redis bus must be positive");
		}
	}

}
