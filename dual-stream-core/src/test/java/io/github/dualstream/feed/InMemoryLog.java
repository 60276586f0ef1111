package io.github.dualstream.feed;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.codec.TestRecords;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.OffsetRange;
import io.github.dualstream.transport.PositionUnavailableException;
import io.github.dualstream.transport.PositionUnavailableException.Reason;
import io.github.dualstream.transport.RecordKey;
import io.github.dualstream.transport.StoredEvent;
import io.github.dualstream.transport.UnreadableOffsetException;
import org.jspecify.annotations.Nullable;

/**
 * A log of one topic, whose offsets have gaps. Thread-safe.
 */
public class InMemoryLog implements EventLog, LogReaders {

	private static final int FIRST_OFFSET = 100;

	private final String topic;

	private final List<List<StoredEvent>> partitions = new ArrayList<>();

	private final List<Long> begins = new ArrayList<>();

	private final List<Long> ends = new ArrayList<>();

	private boolean away;

	private volatile String identity = "first";

	private @Nullable Position unreadable;

	/** Whether end offsets are those of the last records, below which gaps follow. */
	private boolean endsAtLastRecords;

	/** Records that were acknowledged and are lost. */
	private final Set<Position> lost = new HashSet<>();

	private volatile @Nullable RuntimeException broken;

	private int reads;

	private int handed;

	public InMemoryLog(String topic) {
		this(topic, 1);
	}

	public InMemoryLog(String topic, int partitions) {
		this.topic = topic;
		growTo(partitions);
	}

	public final synchronized void growTo(int number) {
		while (this.partitions.size() < number) {
			this.partitions.add(new ArrayList<>());
			this.begins.add((long) FIRST_OFFSET);
			this.ends.add((long) FIRST_OFFSET);
		}
	}

	/** Have the topic be another one of the same name. */
	void setIdentity(String identity) {
		this.identity = identity;
	}

	/** Have every question fail, or none. */
	public synchronized void setAway(boolean isAway) {
		this.away = isAway;
	}

	/** Have whatever lies at a position not be readable. */
	public synchronized void setUnreadable(@Nullable Position position) {
		this.unreadable = position;
	}

	/** Have every question fail as no log should; {@code null} to end it. */
	public void setBroken(@Nullable RuntimeException failure) {
		this.broken = failure;
	}

	private synchronized @Nullable Position unreadableIn(LogPartition partition, OffsetRange range) {
		Position at = this.unreadable;
		return (at != null && at.partition() == partition.number() && at.offset() >= range.from()
				&& at.offset() < range.to()) ? at : null;
	}

	/** How often ranges were read. */
	synchronized int reads() {
		return this.reads;
	}

	/** How many records of ranges were handed out. */
	public synchronized int handed() {
		return this.handed;
	}

	private synchronized void countHanded() {
		this.handed++;
	}

	public Position append(Event event) {
		return append(event, partitionOf(RecordKey.of(event.sourceId()), partitionCount()));
	}

	public synchronized Position append(Event event, int partition) {
		long offset = this.ends.get(partition);
		Position position = new Position(this.topic, partition, offset);
		this.partitions.get(partition).add(new StoredEvent(position, event));
		this.ends.set(partition, offset + 1 + (offset % 3));
		return position;
	}

	/** Leave a gap: the next event gets this offset. */
	public synchronized void skipTo(int partition, long offset) {
		this.ends.set(partition, offset);
	}

	/** Have end offsets be those of the last records, whatever gaps follow them. */
	public synchronized void endAtLastRecords() {
		this.endsAtLastRecords = true;
	}

	private synchronized List<Long> knownEnds() {
		List<Long> known = new ArrayList<>(this.ends);
		for (int i = 0; this.endsAtLastRecords && i < known.size(); i++) {
			List<StoredEvent> events = this.partitions.get(i);
			known.set(i, events.isEmpty() ? this.begins.get(i) : events.get(events.size() - 1).position().offset() + 1);
		}
		return known;
	}

	private synchronized boolean isReached(Position next) {
		return next.offset() <= this.ends.get(next.partition());
	}

	/** Let what lies before an offset expire. */
	public synchronized void expireBefore(int partition, long offset) {
		this.begins.set(partition, Math.max(offset, this.begins.get(partition)));
		this.partitions.get(partition).removeIf((stored) -> stored.position().offset() < offset);
	}

	/** Lose a record that was acknowledged, as a replica that is promoted without it. */
	public synchronized void lose(Position position) {
		this.lost.add(position);
		this.partitions.get(position.partition()).removeIf((stored) -> stored.position().equals(position));
	}

	private synchronized boolean isLostBefore(Position next) {
		return lastBefore(next, this.lost.stream().filter((lost) -> lost.partition() == next.partition())) > lastBefore(
				next, this.partitions.get(next.partition()).stream().map(StoredEvent::position));
	}

	private static long lastBefore(Position next, Stream<Position> positions) {
		return positions.mapToLong(Position::offset).filter((offset) -> offset < next.offset()).max().orElse(-1);
	}

	synchronized List<StoredEvent> events() {
		return this.partitions.stream().flatMap(List::stream).toList();
	}

	private synchronized int partitionCount() {
		return this.partitions.size();
	}

	private static int partitionOf(RecordKey key, int count) {
		return Math.floorMod(key.toString().hashCode(), count);
	}

	@Override
	public CompletableFuture<Position> append(NewRecord record) {
		return CompletableFuture.completedFuture(append(TestRecords.event(record)));
	}

	@Override
	public void flush() {
	}

	@Override
	public LogReader open() {
		return new Reader();
	}

	private final class Reader implements LogReader {

		@Override
		public int partitionsOf(String name) {
			requireThere();
			return partitionCount();
		}

		@Override
		public String identityOf(String name) {
			return InMemoryLog.this.identity;
		}

		@Override
		public int partitionOf(RecordKey key, int count) {
			return InMemoryLog.partitionOf(key, count);
		}

		@Override
		public Map<LogPartition, Long> begins(Collection<LogPartition> asked) {
			return answer(asked, InMemoryLog.this.begins);
		}

		@Override
		public Map<LogPartition, Long> ends(Collection<LogPartition> asked) {
			return answer(asked, knownEnds());
		}

		private Map<LogPartition, Long> answer(Collection<LogPartition> asked, List<Long> offsets) {
			requireThere();
			Map<LogPartition, Long> answer = new HashMap<>();
			synchronized (InMemoryLog.this) {
				asked.forEach((partition) -> answer.put(partition, offsets.get(partition.number())));
			}
			return answer;
		}

		@Override
		public Set<Position> ahead(Collection<Position> next) {
			requireThere();
			return next.stream().filter((position) -> !isReached(position)).collect(Collectors.toSet());
		}

		@Override
		public Set<Position> lost(Collection<Position> next) {
			requireThere();
			return next.stream().filter(InMemoryLog.this::isLostBefore).collect(Collectors.toSet());
		}

		@Override
		public void read(Map<LogPartition, OffsetRange> ranges, Consumer<LogRecord> handler) {
			requireThere();
			ranges.forEach((partition, range) -> hand(partition, range, (record) -> {
				countHanded();
				handler.accept(record);
			}));
		}

		@Override
		public Map<LogPartition, Long> readOn(Map<LogPartition, Long> from, Duration maxWait,
				Consumer<LogRecord> handler) {
			from.forEach((partition, offset) -> {
				if (isLostBefore(partition.at(offset))) {
					throw new PositionUnavailableException(Reason.AHEAD, partition + " has lost what was read");
				}
			});
			Map<LogPartition, Long> next = new HashMap<>(answer(from.keySet(), InMemoryLog.this.ends));
			next.entrySet().removeIf((end) -> end.getValue().equals(from.get(end.getKey())));
			next.forEach((partition, end) -> hand(partition, new OffsetRange(from.getOrDefault(partition, end), end),
					handler));
			return next;
		}

		private void hand(LogPartition partition, OffsetRange range, Consumer<LogRecord> handler) {
			Position at = unreadableIn(partition, range);
			records(partition, (at != null) ? new OffsetRange(range.from(), at.offset()) : range).forEach(handler);
			if (at != null) {
				throw new UnreadableOffsetException(partition, at.offset(), new OutOfMemoryError("test"));
			}
		}

		private List<LogRecord> records(LogPartition partition, OffsetRange range) {
			synchronized (InMemoryLog.this) {
				InMemoryLog.this.reads++;
				if (range.from() < InMemoryLog.this.begins.get(partition.number())) {
					throw new PositionUnavailableException(Reason.EXPIRED, partition + " begins later");
				}
				return InMemoryLog.this.partitions.get(partition.number())
					.stream()
					.filter((stored) -> stored.position().offset() >= range.from()
							&& stored.position().offset() < range.to())
					.map((stored) -> TestRecords.record(stored.position(), stored.event()))
					.toList();
			}
		}

		private void requireThere() {
			RuntimeException failure = InMemoryLog.this.broken;
			if (failure != null) {
				throw failure;
			}
			synchronized (InMemoryLog.this) {
				if (InMemoryLog.this.away) {
					throw new LogUnavailableException("the log is away", new IOException());
				}
			}
		}

		@Override
		public void close() {
		}

	}

}
