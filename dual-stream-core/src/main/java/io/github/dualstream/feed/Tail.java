package io.github.dualstream.feed;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.github.dualstream.Position;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.PartitionBounds;
import io.github.dualstream.transport.PositionUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Reads new events at the end of the watched partitions and delivers them to the places
 * there. A notification or the reconcile interval only triggers a read: everything up to
 * the partition's end is read and delivered in the order of the log. For the engine's
 * thread, unless stated otherwise.
 */
final class Tail {

	/**
	 * Maximum time to wait for an announced event before the end offset is requested.
	 * Anything that is read meanwhile ends the wait.
	 */
	private static final Duration PATIENCE = Duration.ofMillis(20);

	private final LogReader reader;

	private final FeedStatistics statistics;

	private final Consumer<Place> onFull;

	private final BiConsumer<LogPartition, ResetReason> onGone;

	private final Map<LogPartition, WatchedPartition> partitions = new ConcurrentHashMap<>();

	/** Partitions to read. */
	private final Map<WatchedPartition, Due> due = new LinkedHashMap<>();

	/**
	 * Create the tail.
	 * @param reader reader of the log
	 * @param statistics statistics to update
	 * @param onFull callback invoked for a place without room for an event; it is no
	 * longer live
	 * @param onGone callback invoked for a partition that does not, or no longer, contain
	 * its next offset; all places there must end before the next read
	 */
	Tail(LogReader reader, FeedStatistics statistics, Consumer<Place> onFull,
			BiConsumer<LogPartition, ResetReason> onGone) {
		this.reader = reader;
		this.statistics = statistics;
		this.onFull = onFull;
		this.onGone = onGone;
	}

	/** Find the watched partition of a position. For any thread. */
	@Nullable WatchedPartition partition(Position position) {
		return partition(LogPartition.of(position));
	}

	/** Find a watched partition. For any thread. */
	@Nullable WatchedPartition partition(LogPartition partition) {
		return this.partitions.get(partition);
	}

	/**
	 * Next offset of a partition. For any thread.
	 * @return the next offset to read; 0 for a partition that is not watched
	 */
	long next(LogPartition partition) {
		WatchedPartition watched = this.partitions.get(partition);
		return (watched != null) ? watched.next() : 0;
	}

	Collection<WatchedPartition> partitions() {
		return this.partitions.values();
	}

	/**
	 * Watch the sources of a place, which need not be live yet.
	 * @param place the place
	 * @param end end offset of its partition
	 */
	void watch(Place place, long end) {
		this.partitions
			.computeIfAbsent(place.partition(), (key) -> new WatchedPartition(key, end, this.statistics, this.onFull))
			.watch(place.sources());
	}

	/** Forget a place. */
	void unwatch(Place place) {
		WatchedPartition partition = this.partitions.get(place.partition());
		if (partition != null) {
			partition.leave(place);
			partition.unwatch(place.sources());
		}
	}

	void removeUnwatched() {
		this.partitions.values().removeIf((partition) -> !partition.isWatched());
		this.due.keySet().removeIf((partition) -> !partition.isWatched());
	}

	/** Schedule the read that an announcement has requested. */
	void readAnnounced(WatchedPartition partition) {
		// first, as what is announced from now on comes here again
		partition.requestArrived();
		makeDue(partition, RepairCause.LATER_NOTIFICATION);
	}

	/** Schedule a read because an event was announced, or is missing at a place. */
	void makeDue(WatchedPartition partition, RepairCause cause) {
		makeDue(partition, new Due(cause, System.nanoTime() + PATIENCE.toNanos()));
	}

	/** Schedule a check for events without an announcement. */
	void lookInto(WatchedPartition partition, RepairCause cause) {
		makeDue(partition, new Due(cause, System.nanoTime()));
	}

	private void makeDue(WatchedPartition partition, Due more) {
		// a notification may be of one that has been given up since
		if (partition.equals(this.partitions.get(partition.partition()))) {
			this.due.merge(partition, more, Due::and);
		}
	}

	/** Whether a read is due. */
	boolean isDue() {
		return !this.due.isEmpty();
	}

	/**
	 * Read the due partitions, and what is available in the other watched ones; waits
	 * briefly for it.
	 * @throws io.github.dualstream.transport.LogUnavailableException if the log cannot be
	 * read now; all reads stay due
	 */
	void read() {
		List<WatchedPartition> unsure = unsure();
		try {
			if (!unsure.isEmpty() && !askForEnds(unsure)) {
				return;
			}
			this.due.keySet().removeIf((partition) -> !partition.lacksSomething());
			if (!this.due.isEmpty()) {
				readOn();
			}
		}
		catch (PositionUnavailableException ex) {
			findGone();
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

	/** Whether all of them contain their next offset. */
	private boolean askForEnds(Collection<WatchedPartition> asked) {
		Map<LogPartition, Long> ends = this.reader.ends(ids(asked));
		Set<Position> ahead = ahead(asked, ends);
		boolean there = true;
		for (WatchedPartition partition : asked) {
			long end = ends.getOrDefault(partition.partition(), 0L);
			partition.endsAt(end);
			if (ahead.contains(next(partition))) {
				there = false;
				partition.restartAt(end);
				this.onGone.accept(partition.partition(), ResetReason.AHEAD);
			}
			this.due.computeIfPresent(partition,
					(key, entry) -> new Due(entry.cause, System.nanoTime() + PATIENCE.toNanos()));
		}
		return there;
	}

	private Set<Position> ahead(Collection<WatchedPartition> asked, Map<LogPartition, Long> ends) {
		List<Position> above = asked.stream()
			.filter((partition) -> partition.next() > ends.getOrDefault(partition.partition(), 0L))
			.map(Tail::next)
			.toList();
		return above.isEmpty() ? Set.of() : this.reader.ahead(above);
	}

	private static Position next(WatchedPartition partition) {
		return partition.partition().at(partition.next());
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

	private void findGone() {
		List<WatchedPartition> all = List.copyOf(this.partitions.values());
		PartitionBounds bounds = PartitionBounds.ask(this.reader, ids(all), all.stream().map(Tail::readFrom).toList());
		for (WatchedPartition partition : all) {
			long begin = bounds.begin(partition.partition());
			if (begin > partition.readFrom()) {
				partition.restartAt(begin);
				this.onGone.accept(partition.partition(), ResetReason.EXPIRED);
			}
			else if (bounds.gone().contains(readFrom(partition))) {
				partition.restartAt(bounds.end(partition.partition()));
				this.onGone.accept(partition.partition(), ResetReason.AHEAD);
			}
			lookInto(partition, RepairCause.INTERVAL);
		}
	}

	private static Position readFrom(WatchedPartition partition) {
		return partition.partition().at(partition.readFrom());
	}

	private void dispatch(LogRecord entry) {
		WatchedPartition partition = partition(entry.position());
		if (partition != null) {
			partition.read(entry);
		}
	}

	private static List<LogPartition> ids(Collection<WatchedPartition> partitions) {
		return partitions.stream().map(WatchedPartition::partition).toList();
	}

	/**
	 * Read that is due.
	 *
	 * @param cause cause of the read
	 * @param askAt time to request the end offset, if the known one does not suffice
	 */
	private record Due(RepairCause cause, long askAt) {

		Due and(Due later) {
			return (later.askAt - this.askAt < 0) ? new Due(this.cause, later.askAt) : this;
		}

	}

}
