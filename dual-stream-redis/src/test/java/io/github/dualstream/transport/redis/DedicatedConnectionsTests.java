package io.github.dualstream.transport.redis;

import java.time.Duration;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.resource.ClientResources;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.RedisSocketConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration.LettuceClientConfigurationBuilder;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

class DedicatedConnectionsTests {

	private static final ClientResources RESOURCES = ClientResources.create();

	private static final RedisBusOptions OPTIONS = RedisBusOptions.of(Duration.ofMillis(250), 2000, false);

	@AfterAll
	static void shutDown() {
		RESOURCES.shutdown().awaitUninterruptibly(2000);
	}

	@Test
	void tlsAndClientNameAndDatabaseAreTheApplications() {
		RedisStandaloneConfiguration topology = new RedisStandaloneConfiguration("redis.example", 6380);
		topology.setDatabase(3);
		topology.setPassword("secret");
		LettuceClientConfigurationBuilder client = LettuceClientConfiguration.builder().clientName("shop");
		client.useSsl().verifyPeer(SslVerifyMode.CA).startTls();
		LettuceConnectionFactory dedicated = dedicated(topology, client);
		assertThat(dedicated.getHostName()).isEqualTo("redis.example");
		assertThat(dedicated.getDatabase()).isEqualTo(3);
		assertThat(dedicated.getPassword()).isEqualTo("secret");
		assertThat(dedicated.isUseSsl()).isTrue();
		assertThat(dedicated.isStartTls()).isTrue();
		assertThat(dedicated.getClientConfiguration().getVerifyMode()).isEqualTo(SslVerifyMode.CA);
		assertThat(dedicated.getClientName()).isEqualTo("shop-dual-stream");
		dedicated.destroy();
	}

	@Test
	void boundsAreTheBussOwn() {
		LettuceConnectionFactory dedicated = dedicated(new RedisStandaloneConfiguration(),
				LettuceClientConfiguration.builder());
		ClientOptions options = dedicated.getRequiredNativeClient().getOptions();
		assertThat(options.getRequestQueueSize()).isEqualTo(4000);
		assertThat(options.getDisconnectedBehavior()).isEqualTo(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS);
		assertThat(options.getSocketOptions().getConnectTimeout()).isEqualTo(Duration.ofSeconds(1));
		assertThat(options.getTimeoutOptions().isTimeoutCommands()).isFalse();
		for (int attempt = 1; attempt < 40; attempt++) {
			assertThat(dedicated.getRequiredNativeClient().getResources().reconnectDelay().createDelay(attempt))
				.isLessThanOrEqualTo(Duration.ofSeconds(1));
		}
		dedicated.destroy();
	}

	@Test
	void aShorterConnectTimeoutOfTheApplicationIsKept() {
		ClientOptions options = ClientOptions.builder()
			.socketOptions(SocketOptions.builder().connectTimeout(Duration.ofMillis(300)).build())
			.build();
		LettuceConnectionFactory dedicated = dedicated(new RedisStandaloneConfiguration(),
				LettuceClientConfiguration.builder().clientOptions(options));
		assertThat(dedicated.getRequiredNativeClient().getOptions().getSocketOptions().getConnectTimeout())
			.isEqualTo(Duration.ofMillis(300));
		dedicated.destroy();
	}

	@Test
	void clusterOptionsStayClusterOptions() {
		ClusterClientOptions options = ClusterClientOptions.builder().validateClusterNodeMembership(false).build();
		LettuceConnectionFactory dedicated = dedicated(new RedisClusterConfiguration().clusterNode("a", 1),
				LettuceClientConfiguration.builder().clientOptions(options));
		assertThat(dedicated.isClusterAware()).isTrue();
		assertThat(dedicated.getRequiredNativeClient().getOptions()).isInstanceOfSatisfying(ClusterClientOptions.class,
				(derived) -> assertThat(derived.isValidateClusterNodeMembership()).isFalse());
		dedicated.destroy();
	}

	@Test
	void sentinelAndSocketTopologiesAreTheApplications() {
		LettuceConnectionFactory sentinel = dedicated(new RedisSentinelConfiguration().master("main").sentinel("a", 1),
				LettuceClientConfiguration.builder());
		assertThat(sentinel.isRedisSentinelAware()).isTrue();
		sentinel.destroy();
		RedisSocketConfiguration socket = new RedisSocketConfiguration("/run/redis.sock");
		LettuceConnectionFactory application = new LettuceConnectionFactory(socket);
		LettuceConnectionFactory dedicated = new DedicatedConnections(application, RESOURCES, OPTIONS, (builder) -> {
		}).forPublishing();
		assertThat(dedicated.getSocketConfiguration()).isSameAs(socket);
		dedicated.destroy();
	}

	private static LettuceConnectionFactory dedicated(RedisConfiguration topology,
			LettuceClientConfigurationBuilder client) {
		return new DedicatedConnections(new LettuceConnectionFactory(topology, client.build()),
				new PromptReconnectResources(RESOURCES), OPTIONS, (builder) -> {
				})
			.forPublishing();
	}

}
