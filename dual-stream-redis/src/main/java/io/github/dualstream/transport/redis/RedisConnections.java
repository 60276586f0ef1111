package io.github.dualstream.transport.redis;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration.LettuceClientConfigurationBuilder;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Connections of the bus to Redis: one for publishing and one for all subscriptions.
 * Redis need not be available when they are created. Thread-safe. Closing them takes at
 * most about a second, and does not affect the application's connections.
 */
public final class RedisConnections implements AutoCloseable {

	private final RedisBusOptions options;

	private final @Nullable ClientResources ownResources;

	private final LettuceConnectionFactory publishing;

	private final LettuceConnectionFactory subscribing;

	private RedisConnections(LettuceConnectionFactory application, RedisBusOptions options,
			Consumer<LettuceClientConfigurationBuilder> customizer) {
		this.options = options;
		ClientResources resources = application.getClientConfiguration()
			.getClientResources()
			.orElseGet(ClientResources::create);
		this.ownResources = application.getClientConfiguration().getClientResources().isPresent() ? null : resources;
		DedicatedConnections dedicated = new DedicatedConnections(application, new PromptReconnectResources(resources),
				options, customizer);
		this.publishing = dedicated.forPublishing();
		this.subscribing = dedicated.forSubscribing();
	}

	/**
	 * Derive connections from the application's: same topology, credentials, TLS and
	 * client resources; own timeouts, a bounded queue, nothing accepted while
	 * disconnected, nothing sent twice.
	 * @param application the application's connection factory, which is not changed
	 * @param options limits of the connections
	 * @param customizer final customizer of each connection's configuration
	 * @return the connections
	 */
	public static RedisConnections of(LettuceConnectionFactory application, RedisBusOptions options,
			Consumer<LettuceClientConfigurationBuilder> customizer) {
		return new RedisConnections(application, options, customizer);
	}

	RedisBusOptions options() {
		return this.options;
	}

	LettuceConnectionFactory publishing() {
		return this.publishing;
	}

	StatefulRedisPubSubConnection<byte[], byte[]> connectPubSub() {
		AbstractRedisClient client = this.subscribing.getRequiredNativeClient();
		return (client instanceof RedisClusterClient cluster) ? cluster.connectPubSub(ByteArrayCodec.INSTANCE)
				: ((RedisClient) client).connectPubSub(ByteArrayCodec.INSTANCE);
	}

	/**
	 * Set the callback for the loss of a connection with subscriptions. Lettuce
	 * reconnects by itself, but does not restore all subscriptions.
	 * @param action callback invoked by one of Lettuce's threads
	 */
	void whenSubscriptionsAreLost(Runnable action) {
		this.subscribing.getRequiredNativeClient().addListener(new RedisConnectionStateListener() {

			@Override
			public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
				if (connection instanceof StatefulRedisPubSubConnection) {
					action.run();
				}
			}

		});
	}

	@Override
	public void close() {
		this.subscribing.destroy();
		this.publishing.destroy();
		if (this.ownResources != null) {
			this.ownResources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
		}
	}

}
