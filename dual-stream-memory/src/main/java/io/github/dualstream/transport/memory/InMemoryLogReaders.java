package io.github.dualstream.transport.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.OffsetRange;
import io.github.dualstream.transport.PositionUnavailableException;
import io.github.dualstream.transport.PositionUnavailableException.Reason;
import io.github.dualstream.transport.RecordKey;

/**
 * Readers of an {@link InMemoryLog}. Thread-safe.
 */
public final class InMemoryLogReaders implements LogReaders {

	/**
	 * Maximum number of records of one read, so that a handler does not receive records
	 * that the log has long deleted.
	 */
	private static final int PAGE = 500;

	private final MemoryStore store;

	/**
	 * Create the readers.
	 * @param log the log to read
	 */
	public InMemoryLogReaders(InMemoryLog log) {
		this.store = log.store();
	}

	@Override
	public LogReader open() {
		return new Reader();
	}

	private final class Reader implements LogReader {

		private final MemoryStore store = InMemoryLogReaders.this.store;

		@Override
		public int partitionsOf(String topic) {
			this.store.requireAvailable();
			return this.store.partitionsOf(topic).size();
		}

		@Override
		public String identityOf(String topic) {
			this.store.requireAvailable();
			return this.store.identityOf(topic);
		}

		@Override
		public int partitionOf(RecordKey key, int partitions) {
			return MemoryStore.partitionOf(key, partitions);
		}

		@Override
		public Map<LogPartition, Long> begins(Collection<LogPartition> partitions) {
			return ask(partitions, MemoryPartition::begin);
		}

		@Override
		public Map<LogPartition, Long> ends(Collection<LogPartition> partitions) {
			return ask(partitions, MemoryPartition::end);
		}

		private Map<LogPartition, Long> ask(Collection<LogPartition> partitions, ToLongFunction<MemoryPartition> what) {
			this.store.requireAvailable();
			return this.store.call(() -> {
				Map<LogPartition, Long> answer = new HashMap<>();
				partitions.forEach((each) -> answer.put(each, what.applyAsLong(this.store.partition(each))));
				return answer;
			});
		}

		@Override
		public void read(Map<LogPartition, OffsetRange> ranges, Consumer<LogRecord> handler) {
			ranges.forEach((partition, range) -> {
				long next = range.from();
				while (next < range.to()) {
					List<LogRecord> page = page(partition, next, range.to());
					page.forEach(handler);
					if (page.isEmpty()) {
						return;
					}
					next = page.get(page.size() - 1).position().offset() + 1;
				}
			});
		}

		private List<LogRecord> page(LogPartition partition, long from, long to) {
			this.store.requireAvailable();
			return this.store.call(() -> {
				MemoryPartition records = this.store.partition(partition);
				if (from < records.begin()) {
					throw new PositionUnavailableException(Reason.EXPIRED,
							"Offset " + from + " of " + partition + " is no longer in the log");
				}
				return records.read(from, to, PAGE);
			});
		}

		@Override
		public Map<LogPartition, Long> readOn(Map<LogPartition, Long> from, Duration maxWait,
				Consumer<LogRecord> handler) {
			awaitRecords(from, maxWait);
			Map<LogPartition, Long> next = new HashMap<>();
			List<LogRecord> read = new ArrayList<>();
			from.forEach((partition, offset) -> {
				requireWithin(partition, offset);
				List<LogRecord> page = page(partition, offset, Long.MAX_VALUE);
				if (!page.isEmpty()) {
					read.addAll(page);
					next.put(partition, page.get(page.size() - 1).position().offset() + 1);
				}
			});
			read.forEach(handler);
			return next;
		}

		private void awaitRecords(Map<LogPartition, Long> from, Duration maxWait) {
			try {
				this.store.await(maxWait,
						() -> !this.store.isAvailable() || from.entrySet()
							.stream()
							.anyMatch((each) -> this.store.partition(each.getKey()).end() != each.getValue()));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		private void requireWithin(LogPartition partition, long offset) {
			long end = this.store.call(() -> this.store.partition(partition).end());
			if (offset > end) {
				throw new PositionUnavailableException(Reason.AHEAD,
						"Offset " + offset + " of " + partition + " is ahead of the log, which ends at " + end);
			}
		}

		@Override
		public void close() {
		}

	}

}
