package io.github.dualstream.feed;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import io.github.dualstream.transport.LogEntry;

/**
 * Offsets of a partition that the bus has announced. An event that was delivered and is
 * not announced in time counts as repaired. Thread-safe.
 */
final class Announcements {

	private static final int MAX = 10_000;

	private static final long PATIENCE_NANOS = 5_000_000_000L;

	private final FeedStatistics statistics;

	/**
	 * Offsets that are announced and not read yet, each with whether the log was found to
	 * end before it.
	 */
	private final NavigableMap<Long, Boolean> ahead = new TreeMap<>();

	/** Events that are read and not announced yet. */
	private final Map<Long, Silent> silent = new LinkedHashMap<>();

	Announcements(FeedStatistics statistics) {
		this.statistics = statistics;
	}

	/**
	 * Note that the bus has announced an offset.
	 * @return whether the event has not been read yet
	 */
	synchronized boolean heard(long offset) {
		if (this.silent.remove(offset) != null) {
			return false;
		}
		if (this.ahead.size() < MAX) {
			this.ahead.putIfAbsent(offset, false);
		}
		return true;
	}

	/** Note that a new event has been read. */
	synchronized void delivered(LogEntry entry, RepairCause cause) {
		this.statistics.countRead(entry);
		long offset = entry.position().offset();
		if (this.ahead.remove(offset) == null && this.silent.size() < MAX) {
			this.silent.put(offset, new Silent(cause, System.nanoTime()));
		}
	}

	/**
	 * Note that everything below an offset has been read.
	 * @return whether an announced event has not been read
	 */
	synchronized boolean isAhead(long next) {
		this.ahead.headMap(next).clear();
		return !this.ahead.isEmpty();
	}

	/**
	 * Set the end offset of the log. Events announced beyond it may be newer than this
	 * information, so they are looked up once more.
	 */
	synchronized void endsAt(long end) {
		Map<Long, Boolean> beyond = this.ahead.tailMap(end);
		int before = beyond.size();
		beyond.values().removeIf((lookedFor) -> lookedFor);
		this.statistics.countUnconfirmed(before - beyond.size());
		beyond.replaceAll((offset, lookedFor) -> true);
	}

	/** Count the events that have not been announced in time. */
	synchronized void giveUp() {
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

	private record Silent(RepairCause cause, long since) {

	}

}
