package io.github.dualstream.transport.nats;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.dualstream.transport.CleanupPolicy;
import io.github.dualstream.transport.Compression;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.TopicAdministration;
import io.github.dualstream.transport.TopicAdministrationException;
import io.github.dualstream.transport.TopicDescription;
import io.github.dualstream.transport.TopicSettings;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;

import org.springframework.util.unit.DataSize;

/**
 * Administration of the streams of topics. Partitions are subjects, replicas those of the
 * stream, retention is the maximum age, and the retention size of all partitions together
 * the maximum size. A compacted topic keeps one message for each subject, which has the
 * key. Thread-safe.
 */
public final class NatsTopicAdministration implements TopicAdministration {

	/** Partitions of a topic without a number of its own. */
	static final int DEFAULT_PARTITIONS = 4;

	/** Maximum size of a record, by Kafka's name. */
	private static final String MAX_MESSAGE_BYTES = "max.message.bytes";

	private static final int EXISTS = 10058;

	private final TopicStreams streams;

	/**
	 * Create the administration.
	 * @param log log of the topics, whose connection is used
	 */
	public NatsTopicAdministration(NatsEventLog log) {
		this.streams = log.streams();
	}

	@Override
	public Map<String, TopicDescription> describe(Collection<String> topics) {
		Map<String, TopicDescription> descriptions = new HashMap<>();
		for (String topic : topics) {
			try {
				TopicStream stream = this.streams.find(topic);
				if (stream != null) {
					descriptions.put(topic, new TopicDescription(topic, settingsOf(stream), List.of()));
				}
			}
			catch (LogUnavailableException ex) {
				throw new TopicAdministrationException(String.valueOf(ex.getMessage()), false, ex);
			}
		}
		return descriptions;
	}

	private static TopicSettings settingsOf(TopicStream stream) {
		StreamConfiguration configuration = stream.configuration();
		Duration age = configuration.getMaxAge();
		boolean aged = age != null && !age.isZero();
		long size = configuration.getMaxBytes();
		long message = configuration.getMaximumMessageSize();
		return new TopicSettings(stream.partitions(), configuration.getReplicas(), null,
				aged ? age : TopicSettings.FOREVER, (size > 0) ? DataSize.ofBytes(size / stream.partitions()) : null,
				(configuration.getMaxMsgsPerSubject() != 1) ? CleanupPolicy.DELETE
						: aged ? CleanupPolicy.COMPACT_AND_DELETE : CleanupPolicy.COMPACT,
				null, (message > 0) ? Map.of(MAX_MESSAGE_BYTES, Long.toString(message)) : Map.of());
	}

	@Override
	public List<String> unsupported(TopicSettings settings) {
		List<String> names = new ArrayList<>();
		if (settings.minInSyncReplicas() != null) {
			names.add("min-in-sync-replicas");
		}
		Compression compression = settings.compression();
		if (compression != null && compression.type() != Compression.Type.PRODUCER
				&& compression.type() != Compression.Type.NONE) {
			names.add("compression");
		}
		settings.configs()
			.keySet()
			.stream()
			.filter((name) -> !name.equals(MAX_MESSAGE_BYTES))
			.sorted()
			.forEach((name) -> names.add("configs." + name));
		return names;
	}

	@Override
	public void create(String topic, TopicSettings settings) {
		int partitions = Objects.requireNonNullElse(settings.partitions(), DEFAULT_PARTITIONS);
		StreamConfiguration.Builder stream = StreamConfiguration.builder()
			.name(TopicStream.nameOf(topic))
			.subjects(TopicStream.subjectsOf(topic, partitions))
			.storageType(StorageType.File)
			.replicas(Objects.requireNonNullElse(settings.replicas(), 1))
			.allowDirect(true);
		apply(settings, partitions, stream);
		request("Topic '" + topic + "' cannot be created", (connection) -> {
			try {
				return this.streams.management(connection).addStream(stream.build());
			}
			catch (JetStreamApiException ex) {
				// another instance was faster
				if (ex.getApiErrorCode() != EXISTS) {
					throw ex;
				}
				return this.streams.management(connection).getStreamInfo(TopicStream.nameOf(topic));
			}
		});
		this.streams.forget(topic);
	}

	/** A stream is ready once its creation was acknowledged. */
	@Override
	public void awaitReady(Collection<String> topics) {
	}

	@Override
	public void update(String topic, TopicSettings changes) {
		request("Topic '" + topic + "' cannot be changed", (connection) -> {
			TopicStream present = this.streams.require(topic);
			StreamConfiguration.Builder stream = StreamConfiguration.builder(present.configuration());
			apply(changes, present.partitions(), stream);
			return this.streams.management(connection).updateStream(stream.build());
		});
	}

	private static void apply(TopicSettings settings, int partitions, StreamConfiguration.Builder stream) {
		Duration retention = settings.retention();
		if (retention != null) {
			// without a limit if it is zero
			stream.maxAge(retention.equals(TopicSettings.FOREVER) ? Duration.ZERO : retention);
		}
		DataSize size = settings.retentionSize();
		if (size != null) {
			stream.maxBytes(size.toBytes() * partitions);
		}
		CleanupPolicy policy = settings.cleanupPolicy();
		if (policy != null) {
			stream.maxMessagesPerSubject((policy == CleanupPolicy.DELETE) ? -1 : 1);
		}
		String message = settings.configs().get(MAX_MESSAGE_BYTES);
		if (message != null) {
			stream.maximumMessageSize(Integer.parseInt(message));
		}
	}

	private <T> void request(String problem, TopicStreams.Request<T> request) {
		try {
			T unused = this.streams.ask(problem, request);
		}
		catch (LogUnavailableException ex) {
			throw new TopicAdministrationException(String.valueOf(ex.getMessage()), false, ex);
		}
	}

}
