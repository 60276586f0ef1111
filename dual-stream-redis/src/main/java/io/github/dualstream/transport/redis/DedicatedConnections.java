package io.github.dualstream.transport.redis;

import java.util.function.Consumer;
import java.util.function.Predicate;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisException;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.TcpUserTimeoutOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.EpollProvider;
import io.lettuce.core.resource.IOUringProvider;

import org.springframework.beans.DirectFieldAccessor;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.RedisStaticMasterReplicaConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration.LettuceClientConfigurationBuilder;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Derives the bus's own connections from the application's: to the same Redis, as the
 * same user, with the same TLS, but with limits that suit a best-effort stream.
 */
final class DedicatedConnections {

	private static final int MIN_QUEUE = 1024;

	private final LettuceConnectionFactory application;

	private final ClientResources resources;

	private final RedisBusOptions options;

	private final Consumer<LettuceClientConfigurationBuilder> customizer;

	DedicatedConnections(LettuceConnectionFactory application, ClientResources resources, RedisBusOptions options,
			Consumer<LettuceClientConfigurationBuilder> customizer) {
		this.application = application;
		this.resources = resources;
		this.options = options;
		this.customizer = customizer;
	}

	LettuceConnectionFactory forPublishing() {
		return factory(topology(), MIN_QUEUE, DedicatedConnections::refuseNotification);
	}

	/**
	 * Create the factory for streams, whose connections are not shared. The log limits
	 * its own requests, by their size.
	 * @return a factory with a connection for each caller
	 */
	LettuceConnectionFactory forStreams() {
		LettuceConnectionFactory factory = factory(topology(), Integer.MAX_VALUE, DedicatedConnections::refuse);
		factory.setShareNativeConnection(false);
		return factory;
	}

	/**
	 * Create the factory for subscriptions. Lettuce has no Pub/Sub for static master and
	 * replicas, so any one of the nodes is used: the master propagates messages to its
	 * replicas.
	 * @return a factory with Pub/Sub connections
	 */
	LettuceConnectionFactory forSubscribing() {
		RedisConfiguration topology = topology();
		// a command of sharded Pub/Sub names channels of one slot only
		int requests = (this.options.sharded()) ? SlotHash.SLOT_COUNT : MIN_QUEUE;
		return factory((topology instanceof RedisStaticMasterReplicaConfiguration nodes) ? firstOf(nodes) : topology,
				requests, DedicatedConnections::refuseNotification);
	}

	private LettuceConnectionFactory factory(RedisConfiguration topology, int requests,
			Predicate<RedisCommand<?, ?, ?>> refused) {
		LettuceConnectionFactory factory = new LettuceConnectionFactory(topology,
				clientConfiguration(requests, refused));
		factory.setShareNativeConnection(true);
		factory.setEagerInitialization(false);
		factory.start();
		return factory;
	}

	private RedisConfiguration topology() {
		// the only way to the nodes of static master and replicas, which have no getter
		Object configuration = new DirectFieldAccessor(this.application).getPropertyValue("configuration");
		return (configuration instanceof RedisConfiguration topology) ? topology
				: this.application.getStandaloneConfiguration();
	}

	private static RedisStandaloneConfiguration firstOf(RedisStaticMasterReplicaConfiguration nodes) {
		RedisStandaloneConfiguration first = nodes.getNodes().get(0);
		RedisStandaloneConfiguration standalone = new RedisStandaloneConfiguration(first.getHostName(),
				first.getPort());
		standalone.setUsername(nodes.getUsername());
		standalone.setPassword(nodes.getPassword());
		standalone.setDatabase(nodes.getDatabase());
		return standalone;
	}

	private LettuceClientConfiguration clientConfiguration(int requests, Predicate<RedisCommand<?, ?, ?>> refused) {
		LettuceClientConfiguration original = this.application.getClientConfiguration();
		LettuceClientConfigurationBuilder builder = LettuceClientConfiguration.builder()
			.clientResources(this.resources)
			.clientOptions(
					clientOptions(original.getClientOptions().orElseGet(ClientOptions::create), requests, refused))
			.commandTimeout(this.options.commandTimeout());
		original.getClientName().ifPresent((name) -> builder.clientName(name + "-dual-stream"));
		original.getRedisCredentialsProviderFactory().ifPresent(builder::redisCredentialsProviderFactory);
		if (original.isUseSsl()) {
			builder.useSsl().verifyPeer(original.getVerifyMode());
		}
		if (original.isStartTls()) {
			builder.useSsl().startTls();
		}
		this.customizer.accept(builder);
		return builder.build();
	}

	private ClientOptions clientOptions(ClientOptions original, int requests,
			Predicate<RedisCommand<?, ?, ?>> refused) {
		ClientOptions.Builder builder = original.mutate();
		if (this.options.sharded()) {
			// with RESP2, Lettuce takes a message for the reply to a command
			builder.protocolVersion(ProtocolVersion.RESP3);
		}
		return builder.autoReconnect(true)
			.suspendReconnectOnProtocolFailure(false)
			.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
			.replayFilter(refused)
			.requestQueueSize(Math.max(requests, 2 * this.options.maxBatch()))
			// the bus has its own deadline for a batch, without a timer for each command
			.timeoutOptions(TimeoutOptions.create())
			.socketOptions(socketOptions(original.getSocketOptions()))
			.build();
	}

	private SocketOptions socketOptions(SocketOptions original) {
		SocketOptions.Builder builder = original.mutate();
		if (original.getConnectTimeout().compareTo(this.options.connectTimeout()) > 0) {
			builder.connectTimeout(this.options.connectTimeout());
		}
		if (!original.isKeepAlive()) {
			builder.keepAlive(true);
		}
		if (!original.isEnableTcpUserTimeout() && (EpollProvider.isAvailable() || IOUringProvider.isAvailable())) {
			builder.tcpUserTimeout(
					TcpUserTimeoutOptions.builder().tcpUserTimeout(RedisPublisher.MAX_SILENCE).enable().build());
		}
		return builder.build();
	}

	/**
	 * Prevent Lettuce from sending a PUBLISH again after a reconnect, long after it was
	 * reported as unknown, and complete the command, which Lettuce would leave without an
	 * outcome.
	 */
	private static boolean refuseNotification(RedisCommand<?, ?, ?> command) {
		return (command.getType() == CommandType.PUBLISH || command.getType() == CommandType.SPUBLISH)
				&& refuse(command);
	}

	private static boolean refuse(RedisCommand<?, ?, ?> command) {
		command.completeExceptionally(new RedisException("Lost the connection"));
		return true;
	}

}
