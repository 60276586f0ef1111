package io.github.dualstream.feed;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.github.dualstream.transport.LogPartition;

/**
 * Mutable position of a client; its text is that of a {@link Cursor}. For one thread at a
 * time.
 */
final class FeedProgress {

	static final Comparator<LogPartition> ORDER = Comparator.comparing(LogPartition::topic)
		.thenComparingInt(LogPartition::number);

	/** Offset of a partition that is not known yet. */
	static final long UNKNOWN = -1;

	private final LogPartition[] partitions;

	/** Text before each offset. */
	private final String[] prefixes;

	private final long[] next;

	private int unknown;

	private FeedProgress(Map<String, String> layouts, SortedMap<LogPartition, Long> next) {
		this.partitions = next.keySet().toArray(LogPartition[]::new);
		this.next = next.values().stream().mapToLong(Long::longValue).toArray();
		this.unknown = (int) Arrays.stream(this.next).filter((offset) -> offset == UNKNOWN).count();
		this.prefixes = new String[this.partitions.length];
		String topic = "";
		for (int i = 0; i < this.partitions.length; i++) {
			LogPartition partition = this.partitions[i];
			String start = (i == 0) ? "" : ",";
			this.prefixes[i] = (partition.topic().equals(topic) ? ""
					: start + partition.topic() + "~" + layouts.get(partition.topic())) + ":" + partition.number()
					+ ":";
			topic = partition.topic();
		}
	}

	/**
	 * Create the progress of a feed.
	 * @param layouts text of each topic, which precedes its offsets in a cursor
	 * @param next next offset of each partition
	 */
	static FeedProgress of(Map<String, String> layouts, Map<LogPartition, Long> next) {
		SortedMap<LogPartition, Long> sorted = new TreeMap<>(ORDER);
		sorted.putAll(next);
		return new FeedProgress(layouts, sorted);
	}

	/** Note that the client has received a message. */
	void advance(FeedMessage message) {
		if (message instanceof FeedEvent event) {
			advance(event.partition(), event.offset() + 1);
		}
		else if (message instanceof FeedMessage.Moved moved) {
			advance(moved.partition(), moved.next());
		}
	}

	void advance(LogPartition partition, long offset) {
		for (int i = 0; i < this.partitions.length; i++) {
			if (this.partitions[i].equals(partition)) {
				this.unknown -= (this.next[i] == UNKNOWN) ? 1 : 0;
				this.next[i] = offset;
				return;
			}
		}
	}

	/**
	 * Whether the client's offset is known in all partitions; otherwise the client cannot
	 * resume from here.
	 */
	boolean isKnown() {
		return this.unknown == 0;
	}

	void appendTo(StringBuilder text) {
		for (int i = 0; i < this.partitions.length; i++) {
			text.append(this.prefixes[i]).append(this.next[i]);
		}
	}

}
