package io.github.dualstream.autoconfigure.redis;

/**
 * Notifications are on, but the application's Redis connections are not Lettuce's.
 */
final class UnsupportedRedisClientException extends RuntimeException {

	UnsupportedRedisClientException() {
		super("Notifications need a LettuceConnectionFactory, and there is not exactly one");
	}

}
