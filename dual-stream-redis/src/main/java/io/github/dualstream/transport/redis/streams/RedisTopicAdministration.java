package io.github.dualstream.transport.redis.streams;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import io.github.dualstream.transport.CleanupPolicy;
import io.github.dualstream.transport.Compression;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.TopicAdministration;
import io.github.dualstream.transport.TopicAdministrationException;
import io.github.dualstream.transport.TopicDescription;
import io.github.dualstream.transport.TopicSettings;
import org.jspecify.annotations.Nullable;

/**
 * Administration of the topics of a {@link RedisStreamsLog}: partitions, retention, and
 * the maximum number of records of a partition as {@code configs.max-length}. Redis has
 * no other settings of a stream. Thread-safe.
 */
public final class RedisTopicAdministration implements TopicAdministration {

	private static final int DEFAULT_PARTITIONS = 4;

	/** Difference between the clocks of Redis and of this machine that is no problem. */
	static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

	private final TopicRegistry topics;

	private final int partitions;

	/**
	 * Create the administration.
	 * @param log log of the topics
	 */
	public RedisTopicAdministration(RedisStreamsLog log) {
		this.topics = log.topics();
		this.partitions = (log.options().partitions() > 0) ? log.options().partitions() : DEFAULT_PARTITIONS;
	}

	@Override
	public Map<String, TopicDescription> describe(Collection<String> topics) {
		Map<String, TopicDescription> descriptions = new HashMap<>();
		for (String topic : topics) {
			TopicLayout layout = ask(() -> this.topics.read(topic));
			if (layout != null) {
				descriptions.put(topic, new TopicDescription(topic, settingsOf(layout), ask(() -> problems(topic))));
			}
		}
		return descriptions;
	}

	private static TopicSettings settingsOf(TopicLayout layout) {
		Long maxLength = layout.maxLength();
		return new TopicSettings(layout.partitions(), null, null, layout.retention(), null, CleanupPolicy.DELETE, null,
				(maxLength != null) ? Map.of(TopicLayout.MAX_LENGTH, maxLength.toString()) : Map.of());
	}

	private List<String> problems(String topic) {
		List<String> problems = new ArrayList<>();
		Instant future = Instant.now().plus(CLOCK_TOLERANCE);
		for (LogPartition partition : this.topics.partitionsOf(topic)) {
			Instant last = Instant.ofEpochMilli(StreamId.millisOf(this.topics.boundsOf(partition).end()));
			if (last.isAfter(future)) {
				problems
					.add(("has an id of the future (%s) in partition %d, chosen by another program: all later records "
							+ "get ids above it, and retention by time keeps them until then")
						.formatted(last, partition.number()));
			}
		}
		return problems;
	}

	@Override
	public List<String> unsupported(TopicSettings settings) {
		List<String> names = new ArrayList<>();
		if (settings.replicas() != null) {
			names.add("replicas");
		}
		if (settings.minInSyncReplicas() != null) {
			names.add("min-in-sync-replicas");
		}
		if (settings.retentionSize() != null) {
			names.add("retention-size");
		}
		if (settings.cleanupPolicy() != null && settings.cleanupPolicy() != CleanupPolicy.DELETE) {
			names.add("cleanup-policy");
		}
		Compression compression = settings.compression();
		if (compression != null && compression.type() != Compression.Type.PRODUCER
				&& compression.type() != Compression.Type.NONE) {
			names.add("compression");
		}
		settings.configs()
			.keySet()
			.stream()
			.filter((name) -> !name.equals(TopicLayout.MAX_LENGTH))
			.sorted()
			.forEach((name) -> names.add("configs." + name));
		return names;
	}

	@Override
	public void create(String topic, TopicSettings settings) {
		ask(() -> {
			this.topics.create(topic, Objects.requireNonNullElse(settings.partitions(), this.partitions),
					fieldsOf(settings));
			return this.topics.read(topic);
		});
	}

	/** A topic is ready once its creation was acknowledged. */
	@Override
	public void awaitReady(Collection<String> topics) {
	}

	@Override
	public void update(String topic, TopicSettings changes) {
		Map<String, String> fields = fieldsOf(changes);
		if (!fields.isEmpty()) {
			ask(() -> {
				this.topics.change(topic, fields);
				return this.topics.read(topic);
			});
		}
	}

	private static Map<String, String> fieldsOf(TopicSettings settings) {
		Map<String, String> fields = new HashMap<>();
		Duration retention = settings.retention();
		if (retention != null) {
			fields.put(TopicLayout.RETENTION, Long.toString(retention.toMillis()));
		}
		String maxLength = settings.configs().get(TopicLayout.MAX_LENGTH);
		if (maxLength != null) {
			fields.put(TopicLayout.MAX_LENGTH, maxLength);
		}
		return fields;
	}

	private static <T extends @Nullable Object> T ask(Supplier<T> question) {
		try {
			return question.get();
		}
		catch (LogUnavailableException ex) {
			throw new TopicAdministrationException(String.valueOf(ex.getMessage()), RedisErrors.isDenial(ex), ex);
		}
	}

}
