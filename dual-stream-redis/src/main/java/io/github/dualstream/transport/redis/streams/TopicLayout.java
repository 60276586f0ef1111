package io.github.dualstream.transport.redis.streams;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Topic as its hash in Redis describes it.
 *
 * @param partitions number of partitions
 * @param identity identity, another one after the topic was deleted and created again
 * @param retention retention of records; {@code null} for the application's default
 * @param maxLength maximum number of records of each partition; {@code null} for the
 * application's default
 */
record TopicLayout(int partitions, String identity, @Nullable Duration retention, @Nullable Long maxLength) {

	static final String PARTITIONS = "partitions";

	static final String IDENTITY = "id";

	static final String RETENTION = "retention-ms";

	static final String MAX_LENGTH = "max-length";

	/**
	 * Read the hash.
	 * @return the layout; {@code null} if there is no such topic
	 */
	static @Nullable TopicLayout of(Map<byte[], byte[]> hash) {
		Map<String, String> fields = new HashMap<>();
		hash.forEach((name, value) -> fields.put(StreamKeys.text(name), StreamKeys.text(value)));
		String partitions = fields.get(PARTITIONS);
		if (partitions == null) {
			return null;
		}
		String retention = fields.get(RETENTION);
		String maxLength = fields.get(MAX_LENGTH);
		return new TopicLayout(Integer.parseInt(partitions), fields.getOrDefault(IDENTITY, ""),
				(retention != null) ? Duration.ofMillis(Long.parseLong(retention)) : null,
				(maxLength != null) ? Long.valueOf(maxLength) : null);
	}

}
