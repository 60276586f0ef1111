package io.github.dualstream.feed;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import io.github.dualstream.transport.LogEntry;

/**
 * Which events of a partition the bus has announced. One that was delivered and is not
 * announced within a time has been repaired. Thread-safe.
 */
final class Announcements {

	private static final int MAX = 10_000;

	private static final long PATIENCE_NANOS = 5_000_000_000L;

	private final FeedStatistics statistics;

	/** Announced and not read yet, and whether the log was found to end before it. */
	private final NavigableMap<Long, Boolean> ahead = new TreeMap<>();

	/** Read and not announced yet. */
	private final Map<Long, Silent> silent = new LinkedHashMap<>();

	Announcements(FeedStatistics statistics) {
		this.statistics = statistics;
	}

	/**
	 * The bus has announced an offset.
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

	/** An event has been read that is new. */
	synchronized void delivered(LogEntry entry, RepairCause cause) {
		this.statistics.countRead(entry);
		long offset = entry.position().offset();
		if (this.ahead.remove(offset) == null && this.silent.size() < MAX) {
			this.silent.put(offset, new Silent(cause, System.nanoTime()));
		}
	}

	/**
	 * Everything below an offset has been read.
	 * @return whether something that has been announced has not
	 */
	synchronized boolean isAhead(long next) {
		this.ahead.headMap(next).clear();
		return !this.ahead.isEmpty();
	}

	/**
	 * The end of the log is known. What was announced beyond that may be younger than the
	 * knowledge, so it is looked for once more.
	 */
	synchronized void endsAt(long end) {
		Map<Long, Boolean> beyond = this.ahead.tailMap(end);
		int before = beyond.size();
		beyond.values().removeIf((lookedFor) -> lookedFor);
		this.statistics.countUnconfirmed(before - beyond.size());
		beyond.replaceAll((offset, lookedFor) -> true);
	}

	/** Count what has not been announced for too long. */
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
