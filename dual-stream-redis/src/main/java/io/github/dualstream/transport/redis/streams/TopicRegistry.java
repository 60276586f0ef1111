package io.github.dualstream.transport.redis.streams;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Topics, stored in Redis so that all clients agree on their number of partitions. What
 * is known of a topic is at most five seconds old. Thread-safe.
 */
final class TopicRegistry implements AutoCloseable {

	private static final long MAX_AGE = TimeUnit.SECONDS.toNanos(5);

	/** Creates a topic unless it exists. Key: its hash. Arguments: fields and values. */
	private static final LuaScript CREATE = new LuaScript("""
			if redis.call('HEXISTS', KEYS[1], 'partitions') == 0 then
			  redis.call('HSET', KEYS[1], unpack(ARGV))
			end
			return {}
			""");

	/**
	 * Changes settings of a topic. Key: its hash. Arguments: fields and values. Result:
	 * whether it exists.
	 */
	private static final LuaScript CHANGE = new LuaScript("""
			if redis.call('HEXISTS', KEYS[1], 'partitions') == 0 then
			  return { 0 }
			end
			redis.call('HSET', KEYS[1], unpack(ARGV))
			return { 1 }
			""");

	private final StreamConnection connection;

	private final Map<String, Known> known = new ConcurrentHashMap<>();

	TopicRegistry(StreamConnection connection) {
		this.connection = connection;
	}

	StreamConnection connection() {
		return this.connection;
	}

	/** Topics that were used or asked for. */
	Set<String> known() {
		return Set.copyOf(this.known.keySet());
	}

	/**
	 * Find a topic.
	 * @param topic name of the topic
	 * @return the topic; {@code null} if it does not exist
	 */
	@Nullable TopicLayout find(String topic) {
		TopicLayout recent = recent(topic);
		return (recent != null) ? recent : read(topic);
	}

	/** Find a topic, not from what was read before. */
	@Nullable TopicLayout read(String topic) {
		long now = System.nanoTime();
		TopicLayout layout = TopicLayout.of(this.connection.ask("Topic '" + topic + "' could not be read",
				(redis) -> redis.hgetall(StreamKeys.topic(topic))));
		if (layout != null) {
			this.known.put(topic, new Known(layout, now));
		}
		else {
			this.known.remove(topic);
		}
		return layout;
	}

	/**
	 * Topic as it was read last, if that is not too old. Makes no request.
	 */
	@Nullable TopicLayout recent(String topic) {
		Known last = this.known.get(topic);
		return (last != null && System.nanoTime() - last.readAt < MAX_AGE) ? last.layout : null;
	}

	/** Create a topic, unless it exists. */
	void create(String topic, int partitions, Map<String, String> settings) {
		List<Object> fields = new ArrayList<>(
				List.of(TopicLayout.PARTITIONS, partitions, TopicLayout.IDENTITY, newIdentity()));
		settings.forEach((name, value) -> fields.addAll(List.of(name, value)));
		this.connection.ask("Topic '" + topic + "' could not be created",
				(redis) -> CREATE.run(redis, new byte[][] { StreamKeys.topic(topic) }, fields.toArray()));
	}

	/** Change settings of an existing topic. */
	void change(String topic, Map<String, String> settings) {
		List<Object> fields = new ArrayList<>();
		settings.forEach((name, value) -> fields.addAll(List.of(name, value)));
		String subject = "Topic '" + topic + "' could not be changed";
		List<Object> changed = this.connection.ask(subject,
				(redis) -> CHANGE.run(redis, new byte[][] { StreamKeys.topic(topic) }, fields.toArray()));
		if (changed.get(0).equals(0L)) {
			throw new LogUnavailableException(subject + ": it does not exist", null);
		}
	}

	List<LogPartition> partitionsOf(String topic) {
		TopicLayout layout = find(topic);
		List<LogPartition> partitions = new ArrayList<>();
		for (int number = 0; layout != null && number < layout.partitions(); number++) {
			partitions.add(new LogPartition(topic, number));
		}
		return partitions;
	}

	/** Ask for the bounds of a partition. */
	StreamBounds boundsOf(LogPartition partition) {
		String stream = StreamKeys.stream(partition);
		return StreamBounds.of(stream,
				this.connection.ask("Partition " + partition + " could not be read", (redis) -> StreamBounds.SCRIPT
					.run(redis, new byte[][] { StreamKeys.bytes(stream), StreamKeys.deleted(partition) })));
	}

	private static String newIdentity() {
		UUID id = UUID.randomUUID();
		byte[] bytes = ByteBuffer.allocate(16)
			.putLong(id.getMostSignificantBits())
			.putLong(id.getLeastSignificantBits())
			.array();
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	@Override
	public void close() {
		this.connection.close();
	}

	private record Known(TopicLayout layout, long readAt) {

	}

}
