package io.github.dualstream.consumer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.LogPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records that cannot be read, which their partitions wait at until somebody has them
 * skipped. Thread-safe.
 */
final class UnreadableRecords {

	private static final Logger logger = LoggerFactory.getLogger(UnreadableRecords.class);

	private final Map<LogPartition, Waiting> waiting = new ConcurrentHashMap<>();

	private final String group;

	UnreadableRecords(String group) {
		this.group = group;
	}

	/** Have a partition wait at a record. */
	void add(LogPartition partition, long offset, Throwable cause) {
		this.waiting.put(partition, new Waiting(offset, false));
		logger.error("Group '{}' cannot read the record at offset {} of partition {}; the partition waits, the other "
				+ "partitions continue. Restart the consumer, with more heap if it ran out of memory, or skip "
				+ "the record with operation 'skip' of the part 'consumers' of the endpoint and argument "
				+ "'{}:{}:{}'", this.group, offset, partition, this.group, partition, offset, cause);
	}

	/**
	 * Offset that a partition waits at.
	 * @return the offset; {@code null} if it does not wait
	 */
	@Nullable Long of(LogPartition partition) {
		Waiting record = this.waiting.get(partition);
		return (record != null) ? record.offset() : null;
	}

	/**
	 * Request that a record is skipped.
	 * @return whether its partition waits at it
	 */
	boolean skip(LogPartition partition, long offset) {
		Waiting requested = new Waiting(offset, true);
		return this.waiting.replace(partition, new Waiting(offset, false), requested)
				|| requested.equals(this.waiting.get(partition));
	}

	/** Skip the requested records, which count as complete. */
	void skip(GroupMember member, Map<LogPartition, PartitionWork> partitions) {
		this.waiting.forEach((partition, record) -> {
			PartitionWork work = partitions.get(partition);
			if (record.skipping() && work != null) {
				member.skip(partition, record.offset());
				this.waiting.remove(partition);
				work.readTo(record.offset() + 1);
				logger.warn("Group '{}': skipping the unreadable record at offset {} of partition {}", this.group,
						record.offset(), partition);
			}
		});
	}

	/** Forget the record of a partition that is no longer assigned. */
	void remove(LogPartition partition) {
		this.waiting.remove(partition);
	}

	private record Waiting(long offset, boolean skipping) {
	}

}
