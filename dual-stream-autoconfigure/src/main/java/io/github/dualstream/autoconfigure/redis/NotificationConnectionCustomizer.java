package io.github.dualstream.autoconfigure.redis;

import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration.LettuceClientConfigurationBuilder;

/**
 * Callback for the Redis connections of the notifications. They are derived from the
 * application's, so this is for differences.
 */
@FunctionalInterface
public interface NotificationConnectionCustomizer {

	/**
	 * Customize a connection; called once for publishing and once for subscribing.
	 * @param builder builder of the connection's configuration
	 */
	void customize(LettuceClientConfigurationBuilder builder);

}
