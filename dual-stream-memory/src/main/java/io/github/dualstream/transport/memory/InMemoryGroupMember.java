package io.github.dualstream.transport.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.dualstream.transport.AssignmentListener;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.LogBatch;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.LogUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Member of a {@link MemoryGroup}. Rebalances within {@link #poll}: first revokes
 * partitions that exceed its share, then claims unowned partitions of its share.
 */
final class InMemoryGroupMember implements GroupMember {

	private static final Logger logger = LoggerFactory.getLogger(InMemoryGroupMember.class);

	private static final int MAX_RECORDS = 500;

	private final MemoryStore store;

	private final MemoryGroup group;

	private final Set<String> topics;

	private final AssignmentListener listener;

	/** Next offset to read of each partition that this member owns. */
	private final Map<LogPartition, Place> places = new HashMap<>();

	private final Set<LogPartition> paused = new HashSet<>();

	private boolean woken;

	InMemoryGroupMember(MemoryStore store, MemoryGroup group, Collection<String> topics, AssignmentListener listener) {
		this.store = store;
		this.group = group;
		this.topics = Set.copyOf(topics);
		this.listener = listener;
	}

	Set<String> topics() {
		return this.topics;
	}

	@Override
	public Map<LogPartition, LogBatch> poll(Duration timeout) {
		this.store.requireAvailable();
		rebalance();
		try {
			this.store.await(timeout, () -> this.woken || needsRebalance() || hasRecords());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.store.requireAvailable();
		return this.store.call(() -> {
			boolean ended = this.woken;
			this.woken = false;
			return ended ? Map.of() : read();
		});
	}

	private void rebalance() {
		Set<LogPartition> share = this.store.call(() -> this.group.shareOf(this));
		List<LogPartition> surplus = this.places.keySet().stream().filter((each) -> !share.contains(each)).toList();
		if (!surplus.isEmpty()) {
			giveAway(surplus);
		}
		share.removeAll(this.places.keySet());
		List<LogPartition> claimed = this.store.call(() -> {
			List<LogPartition> mine = this.group.claim(this, share);
			mine.forEach((each) -> this.places.put(each, placeOf(each)));
			return mine;
		});
		if (!claimed.isEmpty()) {
			this.listener.assigned(this, claimed);
		}
	}

	private void giveAway(List<LogPartition> partitions) {
		this.listener.revoked(this, partitions);
		this.store.change(() -> {
			partitions.forEach(this.places::remove);
			partitions.forEach(this.paused::remove);
			this.group.release(this, partitions);
			return partitions;
		});
	}

	private Place placeOf(LogPartition partition) {
		MemoryPartition records = this.store.partition(partition);
		Long committed = this.group.committed(partition);
		return new Place(records, (committed != null) ? committed : records.begin());
	}

	private boolean needsRebalance() {
		Set<LogPartition> share = this.group.shareOf(this);
		return !share.containsAll(this.places.keySet())
				|| share.stream().anyMatch((each) -> !this.places.containsKey(each) && this.group.isFree(each));
	}

	private boolean hasRecords() {
		return !this.store.isAvailable() || this.places.entrySet()
			.stream()
			.anyMatch((each) -> !this.paused.contains(each.getKey())
					&& each.getValue().isBehind(this.store.partition(each.getKey())));
	}

	private Map<LogPartition, LogBatch> read() {
		Map<LogPartition, LogBatch> read = new HashMap<>();
		this.places.replaceAll((partition, place) -> {
			Place current = current(partition, place);
			if (this.paused.contains(partition) || !current.isBehind(current.records)) {
				return current;
			}
			List<LogRecord> records = current.records.read(current.next, Long.MAX_VALUE, MAX_RECORDS);
			long next = records.get(records.size() - 1).position().offset() + 1;
			read.put(partition, new LogBatch(new ArrayList<>(records), next));
			return new Place(current.records, next);
		});
		return read;
	}

	/** The same place, unless the topic was created again or retention has passed it. */
	private Place current(LogPartition partition, Place place) {
		MemoryPartition records = this.store.partition(partition);
		if (records != place.records) {
			logger.warn("Topic '{}' was deleted and created again; partition {} is read from its beginning",
					partition.topic(), partition.number());
			return new Place(records, records.begin());
		}
		if (place.next < records.begin()) {
			logger.error("Records {} to {} of {} were deleted before this group had read them", place.next,
					records.begin() - 1, partition);
			return new Place(records, records.begin());
		}
		return place;
	}

	@Override
	public void pause(Collection<LogPartition> partitions) {
		this.store.change(() -> this.paused.addAll(partitions));
	}

	@Override
	public void resume(Collection<LogPartition> partitions) {
		this.store.change(() -> this.paused.removeAll(new HashSet<>(partitions)));
	}

	@Override
	public boolean commit(Map<LogPartition, Long> next, Duration timeout) {
		this.store.requireAvailable();
		return this.store.change(() -> {
			if (!this.group.owns(this, next.keySet())) {
				throw new LogUnavailableException(
						"Failed to commit offsets: another member owns a partition of " + next.keySet(),
						new IllegalStateException("not the owner"));
			}
			next.forEach(this.group::commit);
			return true;
		});
	}

	@Override
	public void wakeUp() {
		this.store.change(() -> this.woken = true);
	}

	@Override
	public void close() {
		if (!this.places.isEmpty()) {
			giveAway(List.copyOf(this.places.keySet()));
		}
		this.store.change(() -> {
			this.group.leave(this);
			return this;
		});
	}

	/**
	 * Read position in a partition.
	 *
	 * @param records records of the partition, which distinguish topics of the same name
	 * @param next next offset to read
	 */
	private record Place(MemoryPartition records, long next) {

		/** Whether there are records to read, or the place no longer exists. */
		boolean isBehind(MemoryPartition partition) {
			return this.records != partition || this.next < partition.end();
		}

	}

}
