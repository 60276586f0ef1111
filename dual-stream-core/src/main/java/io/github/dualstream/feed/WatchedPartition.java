package io.github.dualstream.feed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.github.dualstream.Event;
import io.github.dualstream.Source;
import io.github.dualstream.transport.LogEntry;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.UnreadableEntryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Partition with watched sources. For the tail's thread, unless stated otherwise.
 */
final class WatchedPartition {

	private static final Logger logger = LoggerFactory.getLogger(WatchedPartition.class);

	private final LogPartition partition;

	/** Places that receive events immediately, by the key of the source's records. */
	private final Map<String, List<Audience>> audiences = new HashMap<>();

	/** Number of feeds that watch a source here; also for other threads. */
	private final Map<Source, Integer> watched = new ConcurrentHashMap<>();

	private final Function<Source, String> keys;

	private final Announcements announcements;

	private final AtomicBoolean heard = new AtomicBoolean();

	private volatile long next;

	private long readFrom;

	/** Last known end offset of the partition. */
	private long end;

	private RepairCause cause = RepairCause.INTERVAL;

	/**
	 * Create a partition.
	 * @param partition the partition
	 * @param next first offset to read
	 * @param keys keys of the sources' records
	 * @param announcements announced offsets of the partition
	 */
	WatchedPartition(LogPartition partition, long next, Function<Source, String> keys, Announcements announcements) {
		this.keys = keys;
		this.partition = partition;
		this.next = next;
		this.readFrom = next;
		this.announcements = announcements;
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

	/**
	 * Note that there are events to read. For any thread.
	 * @return whether that was not known before
	 */
	boolean setHeard() {
		return this.heard.compareAndSet(false, true);
	}

	void clearHeard() {
		this.heard.set(false);
	}

	/**
	 * Note that an event was announced at an offset. For any thread.
	 * @return whether it must be read
	 */
	boolean hear(Source source, long offset) {
		return this.watched.containsKey(source) && this.announcements.heard(offset) && offset >= this.next;
	}

	void beginRead(RepairCause because) {
		this.cause = because;
	}

	/** Note that everything up to an offset has been read. */
	void endRead(long to) {
		this.next = Math.max(this.next, to);
		this.readFrom = to;
	}

	/** Set the end offset of the partition. */
	void endsAt(long offset) {
		this.end = offset;
		this.announcements.endsAt(offset);
	}

	/** Whether there are known or announced events that have not been read. */
	boolean lacksSomething() {
		return this.readFrom < this.end || isToBeReadAgain() || this.announcements.isAhead(this.next);
	}

	/** Restart at an offset because the next one is not available. */
	void restartAt(long offset) {
		this.next = offset;
		this.readFrom = offset;
	}

	void giveUpSilence() {
		this.announcements.giveUp();
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
	 * Add a place, which receives new events immediately. The events that it lacks are
	 * read again, for it alone.
	 */
	void join(Place place) {
		for (Source source : place.sources()) {
			audienceOf(source).places.add(place);
		}
		this.readFrom = Math.min(this.readFrom, place.next());
	}

	private Audience audienceOf(Source source) {
		List<Audience> sameKey = this.audiences.computeIfAbsent(this.keys.apply(source), (key) -> new ArrayList<>(1));
		for (Audience audience : sameKey) {
			if (audience.source.equals(source)) {
				return audience;
			}
		}
		Audience audience = new Audience(source);
		sameKey.add(audience);
		return audience;
	}

	void leave(Place place) {
		for (Source source : place.sources()) {
			this.audiences.computeIfPresent(this.keys.apply(source), (key, sameKey) -> {
				sameKey.forEach((audience) -> audience.places.remove(place));
				sameKey.removeIf((audience) -> audience.places.isEmpty());
				return sameKey.isEmpty() ? null : sameKey;
			});
		}
	}

	/**
	 * Deliver a record to the places that it concerns.
	 * @param entry the record
	 * @return the places without room for it, which must leave
	 */
	List<Place> dispatch(LogEntry entry) {
		long offset = entry.position().offset();
		List<Audience> sameKey = this.audiences.get(entry.key());
		List<Place> full = (sameKey != null) ? tell(entry, sameKey) : List.of();
		this.next = Math.max(this.next, offset + 1);
		return full;
	}

	private List<Place> tell(LogEntry entry, List<Audience> sameKey) {
		try {
			Event event = entry.event();
			for (Audience audience : sameKey) {
				if (audience.source.equals(event.source())) {
					if (entry.position().offset() >= this.next) {
						this.announcements.delivered(entry, this.cause);
					}
					return audience.tell(new FeedEvent(this.partition, entry, event));
				}
			}
		}
		catch (UnreadableEntryException ex) {
			logger.debug("Skipped a record: {}", ex.getMessage());
		}
		return List.of();
	}

	/**
	 * Places that receive the events of a source.
	 */
	private static final class Audience {

		private final Source source;

		private final List<Place> places = new ArrayList<>(1);

		private final RecentIds ids = new RecentIds();

		Audience(Source source) {
			this.source = source;
		}

		List<Place> tell(FeedEvent event) {
			List<Place> full = new ArrayList<>(0);
			if (!this.ids.isFirst(event.event(), event.offset())) {
				return full;
			}
			for (Place place : this.places) {
				if (!place.deliver(event)) {
					full.add(place);
				}
			}
			return full;
		}

	}

}
