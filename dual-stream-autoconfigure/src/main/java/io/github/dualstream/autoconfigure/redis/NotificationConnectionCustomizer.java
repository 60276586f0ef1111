package io.github.dualstream.autoconfigure.redis;

import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration.LettuceClientConfigurationBuilder;

/**
 * Callback for the Redis connections that notifications take. They are derived from the
 * application's, so this is for what must differ.
 */
@FunctionalInterface
public interface NotificationConnectionCustomizer {

	/**
	 * Customize a connection; called once for publishing and once for subscribing.
	 * @param builder what the connection would be
	 */
	void customize(LettuceClientConfigurationBuilder builder);

}
