package io.github.dualstream.feed;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.github.dualstream.Position;
import io.github.dualstream.Source;
import io.github.dualstream.transport.LogEntry;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.OffsetRange;
import io.github.dualstream.transport.PositionUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ends of the watched partitions, and tells the places there. What leads to a
 * reading, a notification or the time, says no more than that there may be something:
 * everything up to the partition's end is read and told in the order of the log. For one
 * thread, but for what says otherwise.
 */
final class Tail {

	/** How many offsets of a partition are read before something else's turn. */
	private static final int CHUNK = 20_000;

	/** How long notifications of what is not there are left alone. */
	private static final long DISTRUST_NANOS = 10_000_000;

	private final LogReader reader;

	private final FeedStatistics statistics;

	private final Consumer<Place> onFull;

	private final Map<LogPartition, WatchedPartition> partitions = new ConcurrentHashMap<>();

	/** What is to be read, and why. */
	private final Map<WatchedPartition, RepairCause> due = new LinkedHashMap<>();

	private final Map<WatchedPartition, Long> notBefore = new HashMap<>();

	Tail(LogReader reader, FeedStatistics statistics, Consumer<Place> onFull) {
		this.reader = reader;
		this.statistics = statistics;
		this.onFull = onFull;
	}

	/** For any thread. */
	@Nullable WatchedPartition partition(LogPartition partition) {
		return this.partitions.get(partition);
	}

	/**
	 * How far a partition has been read. For any thread.
	 * @return the offset that is read next; 0 for a partition that nobody watches
	 */
	long next(LogPartition partition) {
		WatchedPartition watched = this.partitions.get(partition);
		return (watched != null) ? watched.next() : 0;
	}

	Collection<WatchedPartition> partitions() {
		return this.partitions.values();
	}

	WatchedPartition watch(LogPartition partition, long next) {
		return this.partitions.computeIfAbsent(partition,
				(key) -> new WatchedPartition(key, next, this.reader::keyOf, new Announcements(this.statistics)));
	}

	void removeUnwatched() {
		this.partitions.values().removeIf((partition) -> !partition.isWatched());
		this.due.keySet().removeIf((partition) -> !partition.isWatched());
	}

	/**
	 * Hear that a source has something new. For any thread.
	 * @return the partition to {@link #makeDue make due}, or {@code null}
	 */
	@Nullable WatchedPartition hear(Source source, Position position) {
		WatchedPartition partition = this.partitions.get(new LogPartition(position.topic(), position.partition()));
		boolean news = partition != null && partition.hear(source, position.offset()) && partition.makeDue();
		return news ? partition : null;
	}

	void makeDue(WatchedPartition partition, RepairCause cause) {
		this.due.putIfAbsent(partition, cause);
	}

	/**
	 * How long until there is something to do.
	 */
	long nanosUntilDue(long max) {
		long now = System.nanoTime();
		return this.due.keySet()
			.stream()
			.mapToLong((partition) -> Math.max(0, this.notBefore.getOrDefault(partition, now) - now))
			.min()
			.orElse(max);
	}

	/**
	 * Read what is due.
	 * @param onGone given partitions that do not hold, or no longer hold, what is next;
	 * all places there have to begin anew before the next reading
	 * @throws io.github.dualstream.transport.LogUnavailableException if the log cannot be
	 * read now; all of it stays due
	 */
	void read(BiConsumer<WatchedPartition, ResetReason> onGone) {
		Map<WatchedPartition, RepairCause> batch = takeDue();
		if (batch.isEmpty()) {
			return;
		}
		try {
			batch.forEach(WatchedPartition::beginRead);
			Map<LogPartition, Long> ends = this.reader.ends(ids(batch.keySet()));
			batch.keySet().removeIf((partition) -> isBehindEnd(partition, ends, onGone));
			read(batch.keySet(), ends);
		}
		catch (PositionUnavailableException ex) {
			Map<LogPartition, Long> begins = this.reader.begins(ids(batch.keySet()));
			batch.forEach((partition, cause) -> {
				long begin = begins.getOrDefault(partition.partition(), 0L);
				if (begin > partition.readFrom()) {
					partition.restartAt(begin);
					onGone.accept(partition, ResetReason.EXPIRED);
				}
				makeDue(partition, cause);
			});
		}
		catch (RuntimeException ex) {
			batch.forEach(this::makeDue);
			throw ex;
		}
	}

	private Map<WatchedPartition, RepairCause> takeDue() {
		long now = System.nanoTime();
		Map<WatchedPartition, RepairCause> batch = new LinkedHashMap<>();
		this.due.entrySet().removeIf((entry) -> {
			boolean ready = this.notBefore.getOrDefault(entry.getKey(), now) - now <= 0;
			if (ready) {
				batch.put(entry.getKey(), entry.getValue());
			}
			return ready;
		});
		this.notBefore.keySet().removeAll(batch.keySet());
		return batch;
	}

	private static boolean isBehindEnd(WatchedPartition partition, Map<LogPartition, Long> ends,
			BiConsumer<WatchedPartition, ResetReason> onGone) {
		long end = ends.getOrDefault(partition.partition(), 0L);
		boolean behind = end < partition.next();
		if (behind) {
			partition.restartAt(end);
			onGone.accept(partition, ResetReason.AHEAD);
		}
		return behind;
	}

	private void read(Collection<WatchedPartition> batch, Map<LogPartition, Long> ends) {
		Map<LogPartition, OffsetRange> ranges = new HashMap<>();
		for (WatchedPartition partition : batch) {
			long end = ends.getOrDefault(partition.partition(), 0L);
			long from = partition.readFrom();
			if (from < end) {
				ranges.put(partition.partition(), new OffsetRange(from, Math.min(end, from + CHUNK)));
			}
		}
		if (!ranges.isEmpty()) {
			this.reader.read(ranges, this::dispatch);
		}
		for (WatchedPartition partition : batch) {
			long end = ends.getOrDefault(partition.partition(), 0L);
			OffsetRange range = ranges.get(partition.partition());
			boolean more = partition.endRead((range != null) ? range.to() : end, end);
			if (more) {
				makeDue(partition, RepairCause.LATER_NOTIFICATION);
				if (range == null) {
					this.notBefore.put(partition, System.nanoTime() + DISTRUST_NANOS);
				}
			}
		}
	}

	private void dispatch(LogEntry entry) {
		WatchedPartition partition = this.partitions
			.get(new LogPartition(entry.position().topic(), entry.position().partition()));
		if (partition == null) {
			return;
		}
		List<Place> full = partition.dispatch(entry);
		full.forEach((place) -> {
			partition.leave(place);
			this.onFull.accept(place);
		});
	}

	private static List<LogPartition> ids(Collection<WatchedPartition> partitions) {
		return partitions.stream().map(WatchedPartition::partition).toList();
	}

}
