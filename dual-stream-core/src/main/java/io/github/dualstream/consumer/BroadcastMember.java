package io.github.dualstream.consumer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.dualstream.transport.AssignmentListener;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.LogBatch;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.PartitionBounds;
import io.github.dualstream.transport.PositionUnavailableException;
import io.github.dualstream.transport.UnreadableOffsetException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Only member of a {@link Broadcast}: reads all partitions of its topics by a reader of
 * the log.
 */
final class BroadcastMember implements GroupMember {

	private static final Logger logger = LoggerFactory.getLogger(BroadcastMember.class);

	/** Interval between two looks for partitions and topics that are new. */
	private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final Broadcast broadcast;

	private final String group;

	private final Set<String> topics;

	private final LogReader reader;

	private final AssignmentListener listener;

	/** Next offset to read of each assigned partition. */
	private final Map<LogPartition, Long> positions = new HashMap<>();

	private final Set<LogPartition> paused = new HashSet<>();

	private final Semaphore wakeUp = new Semaphore(0);

	private long lookAt = System.nanoTime();

	BroadcastMember(Broadcast broadcast, String group, Collection<String> topics, LogReader reader,
			AssignmentListener listener) {
		this.broadcast = broadcast;
		this.group = group;
		this.topics = Set.copyOf(topics);
		this.reader = reader;
		this.listener = listener;
	}

	@Override
	public Map<LogPartition, LogBatch> poll(Duration timeout) {
		if (System.nanoTime() - this.lookAt >= 0) {
			look();
			this.lookAt = System.nanoTime() + LOOK_NANOS;
		}
		Map<LogPartition, Long> from = new HashMap<>(this.positions);
		from.keySet().removeAll(this.paused);
		if (from.isEmpty()) {
			awaitWakeUp(timeout);
			return Map.of();
		}
		return read(from, (this.wakeUp.drainPermits() > 0) ? Duration.ZERO : timeout);
	}

	private void awaitWakeUp(Duration timeout) {
		try {
			boolean unused = this.wakeUp.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Look for new topics and partitions, and for topics that were created again. */
	private void look() {
		Set<LogPartition> added = new HashSet<>();
		for (String topic : this.topics) {
			int partitions = this.reader.partitionsOf(topic);
			if (partitions > 0) {
				String identity = this.reader.identityOf(topic);
				String known = this.broadcast.identities().put(topic, identity);
				if (known != null && !known.equals(identity)) {
					logger.warn("Topic '{}' was deleted and created again; broadcast '{}' reads it from its beginning",
							topic, this.group);
					lose(IntStream.range(0, partitions).mapToObj((number) -> new LogPartition(topic, number)).toList());
				}
			}
			for (int number = 0; number < partitions; number++) {
				added.add(new LogPartition(topic, number));
			}
		}
		added.removeAll(this.positions.keySet());
		if (!added.isEmpty()) {
			assign(added);
		}
		this.broadcast.begin();
		this.broadcast.ends().putAll(this.reader.ends(this.positions.keySet()));
	}

	/**
	 * Begin at the end of partitions that exist when the broadcast begins, and at the
	 * beginning of those that are created later.
	 */
	private void assign(Set<LogPartition> added) {
		Map<LogPartition, Long> offsets = new HashMap<>(
				this.broadcast.hasBegun() ? this.reader.begins(added) : this.reader.ends(added));
		offsets.replaceAll((partition, offset) -> this.broadcast.committed().getOrDefault(partition, offset));
		this.broadcast.committed().putAll(offsets);
		this.positions.putAll(offsets);
		logger.info("Broadcast '{}' starts at {}", this.group, offsets);
		this.listener.assigned(this, added);
	}

	private void lose(Collection<LogPartition> partitions) {
		this.listener.lost(partitions);
		partitions.forEach((partition) -> {
			this.positions.remove(partition);
			this.paused.remove(partition);
			this.broadcast.committed().remove(partition);
			this.broadcast.ends().remove(partition);
		});
	}

	private Map<LogPartition, LogBatch> read(Map<LogPartition, Long> from, Duration timeout) {
		Map<LogPartition, List<LogRecord>> records = new HashMap<>();
		Map<LogPartition, Long> next;
		try {
			next = this.reader.readOn(from, timeout, (record) -> add(records, record));
		}
		catch (UnreadableOffsetException ex) {
			next = unreadable(records, ex);
		}
		catch (PositionUnavailableException ex) {
			beginAgain(from, ex);
			return Map.of();
		}
		Map<LogPartition, LogBatch> batches = new HashMap<>();
		next.forEach((partition, offset) -> {
			batches.put(partition, new LogBatch(records.getOrDefault(partition, List.of()), offset));
			this.positions.put(partition, offset);
		});
		return batches;
	}

	private static void add(Map<LogPartition, List<LogRecord>> records, LogRecord record) {
		records.computeIfAbsent(LogPartition.of(record.position()), (partition) -> new ArrayList<>()).add(record);
	}

	/**
	 * Return the records before an unreadable one first; the listener is told about it
	 * when it is the next one.
	 */
	private Map<LogPartition, Long> unreadable(Map<LogPartition, List<LogRecord>> records,
			UnreadableOffsetException failure) {
		Map<LogPartition, Long> next = new HashMap<>();
		records.forEach((partition, read) -> next.put(partition, read.get(read.size() - 1).position().offset() + 1));
		if (next.containsKey(failure.partition())) {
			next.put(failure.partition(), failure.offset());
		}
		else {
			this.positions.put(failure.partition(), failure.offset());
			this.listener.unreadable(failure.partition(), failure.offset(), failure);
		}
		return next;
	}

	private void beginAgain(Map<LogPartition, Long> from, PositionUnavailableException failure) {
		PartitionBounds bounds = PartitionBounds.ask(this.reader, from.keySet(),
				from.entrySet().stream().map((next) -> next.getKey().at(next.getValue())).toList());
		Map<LogPartition, Long> again = new HashMap<>();
		from.forEach((partition, offset) -> {
			if (offset < bounds.begin(partition) || bounds.gone().contains(partition.at(offset))) {
				again.put(partition, bounds.begin(partition));
			}
		});
		if (again.isEmpty()) {
			throw new LogUnavailableException("Broadcast '" + this.group + "' could not read: " + failure.getMessage(),
					failure);
		}
		logger
			.error("Broadcast '{}' could not continue at {}, which the log does not have (any more); continuing at {}."
					+ " The records in between were deleted before they were handled", this.group, from, again);
		lose(again.keySet());
		this.broadcast.committed().putAll(again);
		this.positions.putAll(again);
		this.listener.assigned(this, again.keySet());
	}

	@Override
	public void pause(Collection<LogPartition> partitions) {
		this.paused.addAll(partitions);
	}

	@Override
	public void resume(Collection<LogPartition> partitions) {
		this.paused.removeAll(partitions);
	}

	@Override
	public boolean commit(Map<LogPartition, Long> next, Duration timeout) {
		this.broadcast.committed().putAll(next);
		return true;
	}

	@Override
	public void skip(LogPartition partition, long offset) {
		this.positions.put(partition, offset + 1);
	}

	@Override
	public void wakeUp() {
		this.wakeUp.release();
	}

	@Override
	public void close() {
		try {
			this.listener.revoked(this, Set.copyOf(this.positions.keySet()));
		}
		finally {
			this.reader.close();
		}
	}

}
