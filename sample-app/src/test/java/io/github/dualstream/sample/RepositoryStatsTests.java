package io.github.dualstream.sample;

import java.util.List;
import java.util.Map;

import io.github.dualstream.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RepositoryStats}.
 */
class RepositoryStatsTests {

	private final EmbeddedDatabase database = new EmbeddedDatabaseBuilder().generateUniqueName(true)
		.setType(EmbeddedDatabaseType.H2)
		.addScript("schema.sql")
		.build();

	private final RepositoryStats stats = new RepositoryStats(JdbcClient.create(this.database));

	@AfterEach
	void close() {
		this.database.shutdown();
	}

	@Test
	void countsByRepositoryAndType() {
		this.stats.count(List.of(event("a/x", "push"), event("a/x", "push"), event("a/x", "star")));
		this.stats.count(List.of(event("a/x", "push"), event("a/y", "push")));
		assertThat(this.stats.of("a/x")).isEqualTo(Map.of("push", 3L, "star", 1L));
		assertThat(this.stats.of("a/y")).isEqualTo(Map.of("push", 1L));
		assertThat(this.stats.of("A/X")).isEmpty();
	}

	private static Event event(String repository, String type) {
		return Event.of("repo", repository, type, Map.of());
	}

}
