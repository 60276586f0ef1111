package io.github.dualstream.benchmarks.engines;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import io.github.dualstream.benchmarks.consume.Handling;
import io.github.dualstream.benchmarks.workload.Topic;
import io.github.dualstream.test.RedisServer;
import io.lettuce.core.api.StatefulRedisConnection;

import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.stream.Consumer;
import org.springframework.data.redis.connection.stream.MapRecord;
import org.springframework.data.redis.connection.stream.ReadOffset;
import org.springframework.data.redis.connection.stream.RecordId;
import org.springframework.data.redis.connection.stream.StreamOffset;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.data.redis.stream.StreamMessageListenerContainer;
import org.springframework.data.redis.stream.StreamMessageListenerContainer.StreamMessageListenerContainerOptions;

/**
 * Spring Data Redis' container of listeners to streams, with a thread for each partition,
 * which keeps its order. Each record is acknowledged once it was handled.
 *
 * @param server where the topics are
 * @param connection tells what is pending
 */
record StreamContainer(RedisServer server, StatefulRedisConnection<String, String> connection) implements Peer {

	private static final int BATCH = 500;

	private static final String KEY = "key";

	@Override
	public String name() {
		return "stream-container";
	}

	@Override
	public int concurrency() {
		return Topic.PARTITIONS;
	}

	@Override
	public Running start(String group, String topic, Handling handling) {
		LettuceConnectionFactory connections = new LettuceConnectionFactory(this.server.host(), this.server.port());
		connections.start();
		StringRedisTemplate redis = new StringRedisTemplate(connections);
		StreamMessageListenerContainer<String, MapRecord<String, String, byte[]>> container = StreamMessageListenerContainer
			.create(connections, options(group));
		RedisStreamsEngine.streams(topic).forEach((stream) -> {
			redis.opsForStream().createGroup(stream, ReadOffset.from("0"), group);
			container.receive(Consumer.from(group, "one"), StreamOffset.create(stream, ReadOffset.lastConsumed()),
					(record) -> {
						handling.handle(sourceId(record), offset(record.getId()));
						redis.opsForStream().acknowledge(stream, group, record.getId());
					});
		});
		container.start();
		return () -> {
			container.stop();
			connections.destroy();
		};
	}

	private static StreamMessageListenerContainerOptions<String, MapRecord<String, String, byte[]>> options(
			String group) {
		return StreamMessageListenerContainerOptions.builder()
			.batchSize(BATCH)
			.pollTimeout(Duration.ofMillis(100))
			.executor(new SimpleAsyncTaskExecutor(group + "-"))
			.keySerializer(RedisSerializer.string())
			.<String, byte[]>hashKeySerializer(RedisSerializer.string())
			.<String, byte[]>hashValueSerializer(RedisSerializer.byteArray())
			.build();
	}

	private static String sourceId(MapRecord<String, String, byte[]> record) {
		Map<String, byte[]> fields = record.getValue();
		return new String(Objects.requireNonNull(fields.get(KEY)), StandardCharsets.UTF_8);
	}

	private static long offset(RecordId id) {
		return (Objects.requireNonNull(id.getTimestamp()) << 20) | Objects.requireNonNull(id.getSequence());
	}

	@Override
	public boolean hasCommitted(String group, String topic) {
		return RedisStreamsEngine.streams(topic)
			.stream()
			.allMatch((stream) -> this.connection.sync().xpending(stream, group).getCount() == 0);
	}

}
