package io.github.dualstream.sample;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.github.dualstream.Event;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts the events of each repository by their type, in the database.
 */
@Component
class RepositoryStats {

	private final JdbcClient jdbc;

	RepositoryStats(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Count events. No two calls at the same time have events of the same repository.
	 * @param events events of repositories
	 */
	void count(List<Event> events) {
		events.stream()
			.collect(Collectors.groupingBy((event) -> new Counter(event.sourceId(), event.type()),
					Collectors.counting()))
			.forEach(this::add);
	}

	private void add(Counter counter, long events) {
		if (update("update repository_events set events = events + :events"
				+ " where repository = :repository and type = :type", counter, events) == 0) {
			update("insert into repository_events (repository, type, events) values (:repository, :type, :events)",
					counter, events);
		}
	}

	private int update(String sql, Counter counter, long events) {
		return this.jdbc.sql(sql)
			.param("repository", counter.repository())
			.param("type", counter.type())
			.param("events", events)
			.update();
	}

	/**
	 * What happened to a repository.
	 * @param repository {@code owner/name}
	 * @return number of events by type
	 */
	Map<String, Long> of(String repository) {
		Map<String, Long> types = new TreeMap<>();
		this.jdbc.sql("select type, events from repository_events where repository = ?")
			.param(repository)
			.query((row) -> {
				types.put(row.getString("type"), row.getLong("events"));
			});
		return types;
	}

	private record Counter(String repository, String type) {

	}

}
