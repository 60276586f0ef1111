package io.github.dualstream.transport.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Topics that the offsets of a member's partitions belong to. The topic's id is committed
 * along with the offset, so that the next owner of a partition knows it as well: an
 * offset of a topic that was deleted and created again may lie anywhere in the new one.
 * Not thread-safe.
 */
final class OffsetOrigins {

	private final GroupTopics topics;

	private final Map<TopicPartition, Origin> origins = new HashMap<>();

	private final Set<TopicPartition> unread = new HashSet<>();

	OffsetOrigins(GroupTopics topics) {
		this.topics = topics;
	}

	void assigned(Collection<TopicPartition> partitions) {
		this.unread.addAll(partitions);
	}

	void removed(Collection<TopicPartition> partitions) {
		this.unread.removeAll(partitions);
		this.origins.keySet().removeAll(partitions);
	}

	/** Partitions whose committed offsets are unknown. */
	Set<TopicPartition> unread() {
		return Set.copyOf(this.unread);
	}

	/** Note the committed offsets. */
	void read(Map<TopicPartition, @Nullable OffsetAndMetadata> committed) {
		this.unread.forEach((partition) -> {
			OffsetAndMetadata offset = committed.get(partition);
			this.origins.put(partition,
					new Origin((offset != null) ? topicId(offset.metadata()) : null, System.nanoTime()));
		});
		this.unread.clear();
		this.topics.refreshSoon();
	}

	/** Note that a partition is read from an offset of the current topic. */
	void current(TopicPartition partition) {
		this.unread.remove(partition);
		this.origins.put(partition, new Origin(null, System.nanoTime()));
		this.topics.refreshSoon();
	}

	/**
	 * Find offsets of other topics than the current ones.
	 * @return their partitions
	 */
	Set<TopicPartition> foreign() {
		Set<TopicPartition> foreign = new HashSet<>();
		this.origins.replaceAll((partition, origin) -> {
			Uuid id = this.topics.idSince(partition.topic(), origin.since());
			if (id != null && origin.topicId() != null && !id.equals(origin.topicId())) {
				foreign.add(partition);
			}
			return (id != null && origin.topicId() == null) ? new Origin(id, origin.since()) : origin;
		});
		return foreign;
	}

	/** Create the offset to commit. */
	OffsetAndMetadata offset(TopicPartition partition, long offset) {
		Origin origin = this.origins.get(partition);
		return (origin != null && origin.topicId() != null) ? new OffsetAndMetadata(offset, origin.topicId().toString())
				: new OffsetAndMetadata(offset);
	}

	/**
	 * Parse the topic id from metadata; other programs commit other metadata, or none.
	 */
	private static @Nullable Uuid topicId(String metadata) {
		try {
			return metadata.isEmpty() ? null : Uuid.fromString(metadata);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * Origin of an offset.
	 *
	 * @param topicId id of the topic; {@code null} while it is unknown
	 * @param since time at which this topic, or a later one, existed
	 */
	private record Origin(@Nullable Uuid topicId, long since) {
	}

}
