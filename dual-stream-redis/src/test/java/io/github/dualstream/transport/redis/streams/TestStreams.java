package io.github.dualstream.transport.redis.streams;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.TopicAdministration;
import io.github.dualstream.transport.contract.EngineFeature;
import io.github.dualstream.transport.contract.LogUnderTest;
import io.github.dualstream.transport.redis.StreamConnections;
import io.lettuce.core.resource.DefaultClientResources;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * A log on Redis Streams as an application would have it, and the means of Redis itself.
 */
class TestStreams implements LogUnderTest {

	private static final RedisStreamsOptions DEFAULTS = new RedisStreamsOptions(Duration.ofSeconds(2),
			Duration.ofSeconds(5), 1 << 20, 32 << 20, Duration.ofSeconds(2), 4, 0, Duration.ofSeconds(1),
			Duration.ofSeconds(2));

	private final DefaultClientResources resources = DefaultClientResources.create();

	private final LettuceConnectionFactory application;

	final Threads threads = new Threads();

	final RedisStreamsLog log;

	final RedisStreamsReaders readers;

	final RedisConsumerGroups groups;

	private final RedisTopicAdministration topics;

	final StringRedisTemplate redis;

	TestStreams(RedisConfiguration topology, UnaryOperator<RedisStreamsOptions> options) {
		this.application = new LettuceConnectionFactory(topology,
				LettuceClientConfiguration.builder().clientResources(this.resources).build());
		this.application.start();
		this.redis = new StringRedisTemplate(this.application);
		RedisStreamsOptions limits = options.apply(DEFAULTS);
		this.log = new RedisStreamsLog(StreamConnections.of(this.application, limits.timeout()), limits);
		this.readers = new RedisStreamsReaders(this.log);
		this.groups = new RedisConsumerGroups(this.log, this.threads);
		this.topics = new RedisTopicAdministration(this.log);
	}

	static TestStreams on(int port) {
		return new TestStreams(new RedisStandaloneConfiguration("127.0.0.1", port), (options) -> options);
	}

	static TestStreams on(int port, UnaryOperator<RedisStreamsOptions> options) {
		return new TestStreams(new RedisStandaloneConfiguration("127.0.0.1", port), options);
	}

	@Override
	public EventLog log() {
		return this.log;
	}

	@Override
	public LogReaders readers() {
		return this.readers;
	}

	@Override
	public ConsumerGroups groups() {
		return this.groups;
	}

	@Override
	public TopicAdministration topics() {
		return this.topics;
	}

	@Override
	public Map<EngineFeature, String> missing() {
		return Map.of(EngineFeature.DEDUPLICATION, "Redis does not know what it was sent before",
				EngineFeature.RECORD_LIMIT, "a stream of Redis limits the number of its entries, not their size");
	}

	@Override
	public void addPartitions(String topic, int partitions) {
		this.redis.opsForHash()
			.put(StreamKeys.text(StreamKeys.topic(topic)), "partitions", Integer.toString(partitions));
	}

	@Override
	public void createTopic(String topic, int partitions) {
		this.log.topics().create(topic, partitions, Map.of());
		this.log.topics().read(topic);
	}

	@Override
	public void deleteTopic(String topic) {
		this.redis.delete(this.redis.keys("*" + topic + "*"));
		this.log.topics().read(topic);
	}

	@Override
	public void deleteBefore(LogPartition partition, long offset) {
		long kept = this.redis.opsForStream()
			.range(StreamKeys.stream(partition), Range.rightUnbounded(Range.Bound.inclusive(StreamId.of(offset))))
			.size();
		StreamRetention.trim(this.log.topics().connection(), partition, null, kept);
	}

	@Override
	public void appendForeign(LogPartition partition, @Nullable String key) {
		Map<String, String> fields = (key != null) ? Map.of("key", key, "total", "1") : Map.of("total", "1");
		this.redis.opsForStream().add(StreamKeys.stream(partition), fields);
	}

	@Override
	public void close() {
		this.groups.close();
		this.log.close();
		this.application.destroy();
		this.resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2000);
	}

}
