package io.github.dualstream.benchmarks.engines;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.github.dualstream.benchmarks.latency.Samples;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Topic;
import io.github.dualstream.test.RedisServer;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import org.awaitility.Awaitility;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Redis Streams with an append-only file that is written through once a second, and Redis
 * Pub/Sub.
 */
final class RedisStreamsEngine implements Engine {

	static final String NAME = "redis-streams";

	private final RedisServer server = RedisServer.start("--appendonly", "yes", "--appendfsync", "everysec",
			"--auto-aof-rewrite-percentage", "0");

	private final RedisClient client = RedisClient.create(RedisURI.create(this.server.host(), this.server.port()));

	private final StatefulRedisConnection<String, String> connection = this.client.connect();

	RedisStreamsEngine() {
		// as the connections of dual-stream's log
		this.client.setOptions(ClientOptions.builder()
			.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
			.timeoutOptions(TimeoutOptions.create())
			.build());
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public String bus() {
		return "redis";
	}

	@Override
	public List<String> properties() {
		return List.of("spring.data.redis.host=" + this.server.host(), "spring.data.redis.port=" + this.server.port());
	}

	@Override
	public Appender bareLog(ConfigurableApplicationContext service, Orders orders) {
		return new BareXadd(this.client.connect(ByteArrayCodec.INSTANCE).async(), orders);
	}

	@Override
	public BareBus bareBus(Orders orders, Samples samples) {
		return new BareRedisBus(this.client, orders, samples);
	}

	@Override
	public List<Peer> peers() {
		return List.of(new StreamContainer(this.server, this.connection));
	}

	@Override
	public long records() {
		return streams(Topic.NAME).stream().mapToLong(this.connection.sync()::xlen).sum();
	}

	@Override
	public void clear() {
		RedisCommands<String, String> redis = this.connection.sync();
		streams(Topic.NAME).forEach((stream) -> redis.xtrim(stream, 0));
		// a file of all that was ever appended would be rewritten while something is
		// measured
		redis.bgrewriteaof();
		Awaitility.await("the append-only file is rewritten")
			.atMost(Duration.ofMinutes(1))
			.until(() -> redis.info("persistence").contains("aof_rewrite_in_progress:0"));
	}

	static List<String> streams(String topic) {
		return IntStream.range(0, Topic.PARTITIONS).mapToObj((partition) -> stream(topic, partition)).toList();
	}

	static String stream(String topic, int partition) {
		return topic + ":{" + partition + "}";
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public void close() {
		this.client.shutdown();
		this.server.close();
	}

}
