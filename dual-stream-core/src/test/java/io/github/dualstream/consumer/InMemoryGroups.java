package io.github.dualstream.consumer;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.codec.TestRecords;
import io.github.dualstream.transport.AssignmentListener;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.GroupProgress;
import io.github.dualstream.transport.LogBatch;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.LogUnavailableException;
import io.github.dualstream.transport.StartPosition;
import org.jspecify.annotations.Nullable;

/**
 * A log of one topic in memory, whose partitions come and go as the test says.
 */
final class InMemoryGroups implements ConsumerGroups {

	static final LogPartition P0 = new LogPartition("events", 0);

	static final LogPartition P1 = new LogPartition("events", 1);

	final Map<LogPartition, Long> committed = new ConcurrentHashMap<>();

	final Set<LogPartition> paused = ConcurrentHashMap.newKeySet();

	final AtomicInteger joined = new AtomicInteger();

	final AtomicInteger refused = new AtomicInteger();

	volatile boolean away;

	/** Whether commits get no answer; they end at once, as if their time had passed. */
	volatile boolean hanging;

	/** Times that commits would have waited for an answer. */
	final Queue<Duration> waited = new ConcurrentLinkedQueue<>();

	/** Offset of what cannot be read in any partition, or -1. */
	volatile int unreadable = -1;

	volatile boolean broken;

	volatile boolean rebalancing;

	private final Map<LogPartition, List<LogRecord>> log = new ConcurrentHashMap<>();

	private final BlockingQueue<Runnable> orders = new LinkedBlockingQueue<>();

	private @Nullable Member member;

	@Override
	public GroupMember join(String group, Collection<String> topics, StartPosition start, AssignmentListener listener) {
		this.joined.incrementAndGet();
		this.member = new Member(listener);
		return this.member;
	}

	@Override
	public CompletableFuture<List<GroupProgress>> progress(String group, Collection<String> topics) {
		return CompletableFuture.completedFuture(this.log.entrySet()
			.stream()
			.map((entry) -> new GroupProgress(entry.getKey(), this.committed.getOrDefault(entry.getKey(), 0L),
					entry.getValue().size(), this.committed.containsKey(entry.getKey())))
			.toList());
	}

	@Override
	public CompletableFuture<Void> forget(String group) {
		this.committed.clear();
		return CompletableFuture.completedFuture(null);
	}

	void append(LogPartition partition, String key) {
		append(partition, (position) -> event(position, key));
	}

	void appendUnreadable(LogPartition partition, String key) {
		append(partition, (position) -> TestRecords.foreign(position, key));
	}

	private void append(LogPartition partition, Function<Position, LogRecord> record) {
		List<LogRecord> records = this.log.computeIfAbsent(partition, (key) -> new ArrayList<>());
		synchronized (records) {
			records.add(record.apply(new Position(partition.topic(), partition.number(), records.size())));
		}
	}

	static LogRecord record(long offset) {
		return event(new Position(P0.topic(), P0.number(), offset), "key");
	}

	private static LogRecord event(Position position, String key) {
		return TestRecords.record(position, Event.of("order", key, "order.placed", "data"));
	}

	List<LogRecord> records(LogPartition partition) {
		return this.log.get(partition);
	}

	void assign(LogPartition... partitions) {
		this.orders.add(() -> this.member.assign(List.of(partitions)));
	}

	void revoke(LogPartition... partitions) {
		this.orders.add(() -> this.member.revoke(List.of(partitions)));
	}

	private final class Member implements GroupMember {

		private final AssignmentListener listener;

		private final Map<LogPartition, Integer> positions = new ConcurrentHashMap<>();

		private final BlockingQueue<Boolean> wakeUps = new LinkedBlockingQueue<>();

		Member(AssignmentListener listener) {
			this.listener = listener;
		}

		void assign(List<LogPartition> partitions) {
			partitions.forEach((partition) -> this.positions.put(partition,
					InMemoryGroups.this.committed.getOrDefault(partition, 0L).intValue()));
			this.listener.assigned(this, partitions);
		}

		void revoke(List<LogPartition> partitions) {
			this.listener.revoked(this, partitions);
			partitions.forEach(this.positions::remove);
			partitions.forEach(InMemoryGroups.this.paused::remove);
		}

		@Override
		public Map<LogPartition, LogBatch> poll(Duration timeout) {
			requireLog();
			if (InMemoryGroups.this.broken) {
				throw new IllegalStateException("broken");
			}
			for (Runnable order = InMemoryGroups.this.orders.poll(); order != null; order = InMemoryGroups.this.orders
				.poll()) {
				order.run();
			}
			Map<LogPartition, LogBatch> read = new HashMap<>();
			this.positions.replaceAll((partition, position) -> readFrom(partition, position, read));
			if (read.isEmpty()) {
				awaitWakeUp();
			}
			return read;
		}

		private int readFrom(LogPartition partition, int position, Map<LogPartition, LogBatch> read) {
			List<LogRecord> records = InMemoryGroups.this.log.getOrDefault(partition, List.of());
			if (InMemoryGroups.this.paused.contains(partition)) {
				return position;
			}
			int unreadable = InMemoryGroups.this.unreadable;
			if (position == unreadable && position < records.size()) {
				this.listener.unreadable(partition, position, new OutOfMemoryError("test"));
				return position;
			}
			synchronized (records) {
				int end = Math.min(records.size(), position + 10);
				end = (position < unreadable) ? Math.min(end, unreadable) : end;
				if (position < end) {
					read.put(partition, new LogBatch(records.subList(position, end), end));
				}
				return end;
			}
		}

		private void awaitWakeUp() {
			try {
				this.wakeUps.poll(5, TimeUnit.MILLISECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		private void requireLog() {
			if (InMemoryGroups.this.away) {
				throw new LogUnavailableException("away", new IllegalStateException());
			}
		}

		@Override
		public void pause(Collection<LogPartition> partitions) {
			InMemoryGroups.this.paused.addAll(partitions);
		}

		@Override
		public void resume(Collection<LogPartition> partitions) {
			InMemoryGroups.this.paused.removeAll(new HashSet<>(partitions));
		}

		@Override
		public void skip(LogPartition partition, long offset) {
			this.positions.put(partition, (int) offset + 1);
		}

		@Override
		public boolean commit(Map<LogPartition, Long> next, Duration timeout) {
			requireLog();
			if (InMemoryGroups.this.hanging) {
				InMemoryGroups.this.waited.add(timeout);
				throw new LogUnavailableException("no answer within " + timeout, new IOException("no route"));
			}
			if (InMemoryGroups.this.rebalancing) {
				InMemoryGroups.this.refused.incrementAndGet();
				return false;
			}
			if (!this.positions.keySet().containsAll(next.keySet())) {
				throw new IllegalStateException("committed what is not assigned: " + next);
			}
			InMemoryGroups.this.committed.putAll(next);
			return true;
		}

		@Override
		public void wakeUp() {
			this.wakeUps.add(true);
		}

		@Override
		public void close() {
			revoke(List.copyOf(this.positions.keySet()));
		}

	}

}
