package io.github.dualstream.feed;

import java.time.Duration;
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
import io.github.dualstream.transport.PositionUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ends of the watched partitions, and tells the places there. What leads to a
 * reading, a notification or the time, says no more than that there may be something:
 * everything up to the partition's end is read and told in the order of the log. For one
 * thread, but for what says otherwise.
 */
final class Tail {

	/**
	 * How long to wait for what has been announced, before the end of the log is asked
	 * for. Whatever comes meanwhile ends the waiting.
	 */
	private static final Duration PATIENCE = Duration.ofMillis(20);

	private final LogReader reader;

	private final FeedStatistics statistics;

	private final Consumer<Place> onFull;

	private final Map<LogPartition, WatchedPartition> partitions = new ConcurrentHashMap<>();

	/** What is to be read. */
	private final Map<WatchedPartition, Due> due = new LinkedHashMap<>();

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
	 * @return the partition that has been {@link #heardOf heard of}, or {@code null}
	 */
	@Nullable WatchedPartition hear(Source source, Position position) {
		WatchedPartition partition = this.partitions.get(new LogPartition(position.topic(), position.partition()));
		boolean news = partition != null && partition.hear(source, position.offset()) && partition.setHeard();
		return news ? partition : null;
	}

	/** Something has been announced. */
	void heardOf(WatchedPartition partition) {
		// first, as what is announced from now on comes here again
		partition.clearHeard();
		makeDue(partition, RepairCause.LATER_NOTIFICATION);
	}

	/** Something has been announced, or is missing at a place. */
	void makeDue(WatchedPartition partition, RepairCause cause) {
		makeDue(partition, new Due(cause, System.nanoTime() + PATIENCE.toNanos()));
	}

	/** There may be something that nobody announced. */
	void lookInto(WatchedPartition partition, RepairCause cause) {
		makeDue(partition, new Due(cause, System.nanoTime()));
	}

	private void makeDue(WatchedPartition partition, Due more) {
		// a notification may be of one that has been given up since
		if (partition.equals(this.partitions.get(partition.partition()))) {
			this.due.merge(partition, more, Due::and);
		}
	}

	/** Whether something is to be read. */
	boolean isDue() {
		return !this.due.isEmpty();
	}

	/**
	 * Read what is due, and what else is there in the watched partitions; or wait a
	 * little for it.
	 * @param onGone given partitions that do not hold, or no longer hold, what is next;
	 * all places there have to begin anew before the next reading
	 * @throws io.github.dualstream.transport.LogUnavailableException if the log cannot be
	 * read now; all of it stays due
	 */
	void read(BiConsumer<WatchedPartition, ResetReason> onGone) {
		List<WatchedPartition> unsure = unsure();
		try {
			if (!unsure.isEmpty() && !askForEnds(unsure, onGone)) {
				return;
			}
			this.due.keySet().removeIf((partition) -> !partition.lacksSomething());
			if (!this.due.isEmpty()) {
				readOn();
			}
		}
		catch (PositionUnavailableException ex) {
			findBegins(onGone);
		}
	}

	private List<WatchedPartition> unsure() {
		long now = System.nanoTime();
		return this.due.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().askAt - now <= 0)
			.map(Map.Entry::getKey)
			.toList();
	}

	/** Whether all of them hold what is next. */
	private boolean askForEnds(Collection<WatchedPartition> asked, BiConsumer<WatchedPartition, ResetReason> onGone) {
		Map<LogPartition, Long> ends = this.reader.ends(ids(asked));
		boolean there = true;
		for (WatchedPartition partition : asked) {
			long end = ends.getOrDefault(partition.partition(), 0L);
			partition.endsAt(end);
			if (end < partition.next()) {
				there = false;
				partition.restartAt(end);
				onGone.accept(partition, ResetReason.AHEAD);
			}
			this.due.computeIfPresent(partition,
					(key, entry) -> new Due(entry.cause, System.nanoTime() + PATIENCE.toNanos()));
		}
		return there;
	}

	private void readOn() {
		Map<LogPartition, Long> from = new HashMap<>();
		this.partitions.forEach((id, partition) -> {
			Due reason = this.due.get(partition);
			partition.beginRead((reason != null) ? reason.cause : RepairCause.LATER_NOTIFICATION);
			from.put(id, partition.readFrom());
		});
		Map<LogPartition, Long> to = this.reader.readOn(from, PATIENCE, this::dispatch);
		to.forEach((id, next) -> {
			WatchedPartition partition = this.partitions.get(id);
			if (partition != null) {
				partition.endRead(next);
			}
		});
		this.due.keySet().removeIf((partition) -> !partition.lacksSomething());
		if (to.isEmpty()) {
			this.due.replaceAll((partition, entry) -> new Due(entry.cause, System.nanoTime()));
		}
	}

	private void findBegins(BiConsumer<WatchedPartition, ResetReason> onGone) {
		List<WatchedPartition> all = List.copyOf(this.partitions.values());
		Map<LogPartition, Long> begins = this.reader.begins(ids(all));
		for (WatchedPartition partition : all) {
			long begin = begins.getOrDefault(partition.partition(), 0L);
			if (begin > partition.readFrom()) {
				partition.restartAt(begin);
				onGone.accept(partition, ResetReason.EXPIRED);
			}
			lookInto(partition, RepairCause.INTERVAL);
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

	/**
	 * A reading that is due.
	 *
	 * @param cause why
	 * @param askAt when the end of the log is to be asked for, as what is known of it is
	 * not enough
	 */
	private record Due(RepairCause cause, long askAt) {

		Due and(Due later) {
			return (later.askAt - this.askAt < 0) ? new Due(this.cause, later.askAt) : this;
		}

	}

}
