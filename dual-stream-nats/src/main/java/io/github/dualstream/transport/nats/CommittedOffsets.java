package io.github.dualstream.transport.nats;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

import io.github.dualstream.transport.LogPartition;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.api.KeyValueEntry;
import org.jspecify.annotations.Nullable;

/**
 * Committed offsets of groups, as entries of a key-value bucket. An entry names the
 * member that owns the partition; a new owner writes it first, which changes its
 * revision, so that a later write of the old one is refused. Thread-safe.
 */
final class CommittedOffsets {

	private static final String BEGUN = "begun";

	private final GroupBuckets buckets;

	CommittedOffsets(GroupBuckets buckets) {
		this.buckets = buckets;
	}

	/** Whether a group has read a topic before. */
	boolean isBegun(String group, String topic) {
		return this.buckets.ask(GroupBuckets.OFFSETS, "The offsets of group '" + group + "' cannot be read",
				(entries) -> entries.get(keyOf(group, topic, BEGUN)) != null);
	}

	/** Note that all partitions of a topic have their start offsets. */
	void begin(String group, String topic) {
		this.buckets.ask(GroupBuckets.OFFSETS, "Group '" + group + "' cannot begin topic '" + topic + "'",
				(entries) -> entries.put(keyOf(group, topic, BEGUN), new byte[0]));
	}

	/** Write the start offset of a partition, unless there is one. */
	void start(String group, LogPartition partition, long offset, String identity) {
		this.buckets.ask(GroupBuckets.OFFSETS, "Group '" + group + "' cannot begin " + partition, (entries) -> {
			try {
				return entries.create(keyOf(group, partition), new Committed(offset, identity, "none").bytes());
			}
			catch (JetStreamApiException ex) {
				if (!GroupBuckets.isConflict(ex)) {
					throw ex;
				}
				return 0L;
			}
		});
	}

	/**
	 * Read a committed offset.
	 * @return the offset; {@code null} without one
	 */
	@Nullable Committed read(String group, LogPartition partition) {
		return this.buckets
			.ask(GroupBuckets.OFFSETS, "The offset of group '" + group + "' in " + partition + " cannot be read",
					(entries) -> Optional.ofNullable(entries.get(keyOf(group, partition))).map(Committed::of))
			.orElse(null);
	}

	/**
	 * Write an offset as the new owner of a partition.
	 * @return revision of the entry
	 */
	long own(String group, LogPartition partition, Committed committed) {
		String key = keyOf(group, partition);
		return this.buckets.ask(GroupBuckets.OFFSETS, "Group '" + group + "' cannot begin " + partition, (entries) -> {
			KeyValueEntry present = entries.get(key);
			return (present != null) ? entries.update(key, committed.bytes(), present.getRevision())
					: entries.create(key, committed.bytes());
		});
	}

	/**
	 * Write an offset as the owner of a partition.
	 * @param revision revision of the entry that this owner has written last
	 * @return revision of the entry; {@code null} if another member owns the partition
	 */
	@Nullable Long write(String group, LogPartition partition, Committed committed, long revision, Duration timeout) {
		String key = keyOf(group, partition);
		return this.buckets.ask(GroupBuckets.OFFSETS,
				"The offset of group '" + group + "' in " + partition + " cannot be committed", timeout, (entries) -> {
					try {
						return Optional.of(entries.update(key, committed.bytes(), revision));
					}
					catch (JetStreamApiException ex) {
						if (!GroupBuckets.isConflict(ex)) {
							throw ex;
						}
						return writeAgain(entries, key, committed);
					}
				})
			.orElse(null);
	}

	/** An earlier write may have succeeded without an answer. */
	private static Optional<Long> writeAgain(KeyValue entries, String key, Committed committed)
			throws IOException, JetStreamApiException {
		KeyValueEntry present = entries.get(key);
		if (present == null || !Committed.of(present).member().equals(committed.member())) {
			return Optional.empty();
		}
		return Optional.of(entries.update(key, committed.bytes(), present.getRevision()));
	}

	/** Remove all offsets of a group. */
	void forget(String group) {
		this.buckets.remove(GroupBuckets.OFFSETS, SubjectToken.of(group) + ".>");
	}

	private static String keyOf(String group, LogPartition partition) {
		return keyOf(group, partition.topic(), Integer.toString(partition.number()));
	}

	private static String keyOf(String group, String topic, String name) {
		return SubjectToken.of(group) + "." + SubjectToken.of(topic) + "." + name;
	}

	/**
	 * Committed offset.
	 *
	 * @param next lowest unfinished offset
	 * @param identity identity of the topic
	 * @param member id of the member that owns the partition
	 */
	record Committed(long next, String identity, String member) {

		static Committed of(KeyValueEntry entry) {
			String text = String.valueOf(entry.getValueAsString());
			int first = text.indexOf(' ');
			int second = text.indexOf(' ', first + 1);
			if (first < 0 || second < 0) {
				throw new IllegalStateException("The key '" + entry.getKey() + "' of the bucket " + GroupBuckets.OFFSETS
						+ " has a value that is no committed offset: '" + text + "'; delete the key to begin anew");
			}
			return new Committed(Long.parseLong(text, 0, first, 10), text.substring(first + 1, second),
					text.substring(second + 1));
		}

		byte[] bytes() {
			return (this.next + " " + this.identity + " " + this.member).getBytes(StandardCharsets.UTF_8);
		}

	}

}
