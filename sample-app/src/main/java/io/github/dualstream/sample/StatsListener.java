package io.github.dualstream.sample;

import java.util.List;

import io.github.dualstream.Event;
import io.github.dualstream.consumer.DualStreamListener;

import org.springframework.stereotype.Component;

/**
 * Feeds the statistics with what happens to repositories. Each event comes here once,
 * also when it is published twice or replayed: what was counted is remembered in the
 * transaction that counts it.
 */
@Component
class StatsListener {

	private final RepositoryStats stats;

	StatsListener(RepositoryStats stats) {
		this.stats = stats;
	}

	@DualStreamListener(sourceTypes = "repo")
	void count(List<Event> events) {
		this.stats.count(events);
	}

}
