package io.github.dualstream.feed;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.dualstream.Source;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogRecord;

/**
 * Partition with watched sources: offsets that the bus has announced, offsets that have
 * been read, and the live places, which receive what is read. For the engine's thread,
 * unless stated otherwise.
 */
final class WatchedPartition {

	private static final int MAX_ANNOUNCED = 10_000;

	/** Time after which the announcement of a delivered event counts as lost. */
	private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

	private final LogPartition partition;

	private final FeedStatistics statistics;

	private final Consumer<Place> onFull;

	private final SourceDispatch<Place> live;

	/** Number of feeds that watch a source here; also for other threads. */
	private final Map<Source, Integer> watched = new ConcurrentHashMap<>();

	/**
	 * Offsets that are announced and not read yet, each with whether the log was found to
	 * end before it. Guarded by this.
	 */
	private final NavigableMap<Long, Boolean> ahead = new TreeMap<>();

	/** Events that are read and not announced yet. Guarded by this. */
	private final Map<Long, Silent> silent = new LinkedHashMap<>();

	/** Whether a read because of an announcement is requested. Guarded by this. */
	private boolean requested;

	private volatile long next;

	private long readFrom;

	/** Last known end offset of the partition. */
	private long end;

	private RepairCause cause = RepairCause.INTERVAL;

	/**
	 * Create a partition.
	 * @param partition the partition
	 * @param next first offset to read
	 * @param statistics statistics to update
	 * @param onFull callback invoked for a place without room for an event; it is no
	 * longer live
	 */
	WatchedPartition(LogPartition partition, long next, FeedStatistics statistics, Consumer<Place> onFull) {
		this.partition = partition;
		this.next = next;
		this.readFrom = next;
		this.statistics = statistics;
		this.onFull = onFull;
		this.live = new SourceDispatch<>(partition, this::deliver);
	}

	LogPartition partition() {
		return this.partition;
	}

	/**
	 * Offset up to which everything has been delivered. For any thread.
	 */
	long next() {
		return this.next;
	}

	long readFrom() {
		return this.readFrom;
	}

	/** Whether a place that has joined still lacks events. */
	boolean isToBeReadAgain() {
		return this.readFrom < this.next;
	}

	void watch(Set<Source> sources) {
		sources.forEach((source) -> this.watched.merge(source, 1, Integer::sum));
	}

	void unwatch(Set<Source> sources) {
		sources.forEach((source) -> this.watched.computeIfPresent(source, (key, n) -> (n > 1) ? n - 1 : null));
	}

	boolean isWatched() {
		return !this.watched.isEmpty();
	}

	/**
	 * Note that an event was announced at an offset. For any thread.
	 * @return whether a read must be requested
	 */
	boolean hear(Source source, long offset) {
		if (!this.watched.containsKey(source)) {
			return false;
		}
		synchronized (this) {
			if (this.silent.remove(offset) != null) {
				return false;
			}
			if (this.ahead.size() < MAX_ANNOUNCED) {
				this.ahead.putIfAbsent(offset, false);
			}
			boolean first = !this.requested && offset >= this.next;
			this.requested |= first;
			return first;
		}
	}

	/** Note that the request for a read has arrived. */
	synchronized void requestArrived() {
		this.requested = false;
	}

	/** Whether there are known or announced events that have not been read. */
	boolean lacksSomething() {
		return this.readFrom < this.end || isToBeReadAgain() || isAnnounced();
	}

	private synchronized boolean isAnnounced() {
		this.ahead.headMap(this.next).clear();
		return !this.ahead.isEmpty();
	}

	/**
	 * Set the end offset of the partition. Events announced beyond it may be newer than
	 * this information, so they are looked up once more.
	 */
	synchronized void endsAt(long offset) {
		this.end = offset;
		Map<Long, Boolean> beyond = this.ahead.tailMap(offset);
		int before = beyond.size();
		beyond.values().removeIf((lookedFor) -> lookedFor);
		this.statistics.countUnconfirmed(before - beyond.size());
		beyond.replaceAll((announced, lookedFor) -> true);
	}

	void beginRead(RepairCause because) {
		this.cause = because;
	}

	/** Deliver a record to the live places that it concerns. */
	void read(LogRecord record) {
		this.live.accept(record);
		this.next = Math.max(this.next, record.position().offset() + 1);
	}

	private void deliver(FeedEvent event, List<Place> places) {
		if (event.offset() >= this.next) {
			noteRead(event);
		}
		List<Place> full = new ArrayList<>(0);
		for (Place place : places) {
			if (!place.deliver(event)) {
				full.add(place);
			}
		}
		full.forEach((place) -> {
			leave(place);
			this.onFull.accept(place);
		});
	}

	private synchronized void noteRead(FeedEvent event) {
		this.statistics.countRead(event.appendedAt());
		if (this.ahead.remove(event.offset()) == null && this.silent.size() < MAX_ANNOUNCED) {
			this.silent.put(event.offset(), new Silent(this.cause, System.nanoTime()));
		}
	}

	/** Note that everything up to an offset has been read. */
	void endRead(long to) {
		this.next = Math.max(this.next, to);
		this.readFrom = to;
	}

	/** Restart at an offset because the next one is not available. */
	void restartAt(long offset) {
		this.next = offset;
		this.readFrom = offset;
	}

	/**
	 * Add a live place. The events that it lacks are read again, for it alone.
	 */
	void join(Place place) {
		place.sources().forEach((source) -> this.live.add(source, place));
		this.readFrom = Math.min(this.readFrom, place.next());
	}

	/** Remove a place, if it is live. */
	void leave(Place place) {
		place.sources().forEach((source) -> this.live.remove(source, place));
	}

	/** Count the events that have not been announced in time. */
	synchronized void countRepaired() {
		long now = System.nanoTime();
		Iterator<Silent> oldestFirst = this.silent.values().iterator();
		while (oldestFirst.hasNext()) {
			Silent oldest = oldestFirst.next();
			if (now - oldest.since < PATIENCE_NANOS) {
				return;
			}
			oldestFirst.remove();
			this.statistics.countRepaired(oldest.cause);
		}
	}

	/**
	 * Event that has been read and not been announced.
	 *
	 * @param cause cause of the read
	 * @param since time of the read
	 */
	private record Silent(RepairCause cause, long since) {

	}

}
