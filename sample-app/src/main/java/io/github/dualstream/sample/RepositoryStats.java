package io.github.dualstream.sample;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.stereotype.Component;

/**
 * Counts the events of each repository by their type. Thread-safe. Memory is bounded:
 * <ul>
 * <li>At most {@value #MAX_COUNTERS} counters are kept, one for each type of each
 * repository. Beyond that, the repositories that were quiet for longest are forgotten and
 * start from zero when they are heard of again.</li>
 * <li>An event that is published again is counted once, as long as it is among the last
 * {@value #MAX_IDS} events.</li>
 * </ul>
 */
@Component
final class RepositoryStats {

	private static final int MAX_COUNTERS = 100_000;

	private static final int MAX_IDS = 100_000;

	private final Map<String, Map<String, Long>> repositories = new LinkedHashMap<>();

	private final RecentIds recentIds;

	private final int maxCounters;

	private int counters;

	RepositoryStats() {
		this(MAX_COUNTERS, MAX_IDS);
	}

	RepositoryStats(int maxCounters, int maxIds) {
		this.maxCounters = maxCounters;
		this.recentIds = new RecentIds(maxIds);
	}

	synchronized void count(String repository, String type, String eventId) {
		if (!this.recentIds.add(eventId)) {
			return;
		}
		Map<String, Long> types = mostRecent(repository);
		if (types.merge(type, 1L, Long::sum) == 1) {
			this.counters++;
			forgetQuietest();
		}
	}

	/**
	 * The counts of a repository.
	 * @param repository {@code owner/name}, as GitHub writes it
	 * @return a copy of the counts by event type; empty for an unknown repository
	 */
	synchronized Map<String, Long> of(String repository) {
		return new TreeMap<>(this.repositories.getOrDefault(repository, Map.of()));
	}

	private Map<String, Long> mostRecent(String repository) {
		Map<String, Long> types = this.repositories.remove(repository);
		if (types == null) {
			types = new TreeMap<>();
		}
		this.repositories.put(repository, types);
		return types;
	}

	private void forgetQuietest() {
		var quietest = this.repositories.entrySet().iterator();
		while (this.counters > this.maxCounters && quietest.hasNext()) {
			this.counters -= quietest.next().getValue().size();
			quietest.remove();
		}
	}

}
