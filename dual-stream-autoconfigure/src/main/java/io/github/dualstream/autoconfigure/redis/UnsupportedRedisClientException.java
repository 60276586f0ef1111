package io.github.dualstream.autoconfigure.redis;

/**
 * Thrown when notifications are enabled, but the application's Redis connections are not
 * Lettuce's.
 */
final class UnsupportedRedisClientException extends RuntimeException {

	UnsupportedRedisClientException() {
		super("Notifications require a LettuceConnectionFactory, and there is not exactly one");
	}

}
