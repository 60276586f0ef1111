package io.github.dualstream.sample;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RepositoryStats}.
 */
class RepositoryStatsTests {

	@Test
	void countsByRepositoryAndType() {
		RepositoryStats stats = new RepositoryStats();
		stats.count("a/x", "push", "1");
		stats.count("a/x", "push", "2");
		stats.count("a/x", "star", "3");
		stats.count("a/y", "push", "4");
		assertThat(stats.of("a/x")).isEqualTo(Map.of("push", 2L, "star", 1L));
		assertThat(stats.of("a/y")).isEqualTo(Map.of("push", 1L));
		assertThat(stats.of("A/X")).isEmpty();
	}

	@Test
	void whenAnEventIsRepeatedThenItCountsOnce() {
		RepositoryStats stats = new RepositoryStats();
		stats.count("a/x", "push", "1");
		stats.count("a/x", "push", "1");
		assertThat(stats.of("a/x")).isEqualTo(Map.of("push", 1L));
	}

	@Test
	void remembersNoMoreIdsThanItsBound() {
		RepositoryStats stats = new RepositoryStats(10, 2);
		stats.count("a/x", "push", "1");
		stats.count("a/x", "push", "2");
		stats.count("a/x", "push", "3");
		stats.count("a/x", "push", "2");
		assertThat(stats.of("a/x")).isEqualTo(Map.of("push", 3L));
		stats.count("a/x", "push", "1");
		assertThat(stats.of("a/x")).isEqualTo(Map.of("push", 4L));
	}

	@Test
	void whenThereAreTooManyCountersThenTheQuietestRepositoriesAreForgotten() {
		RepositoryStats stats = new RepositoryStats(3, 100);
		stats.count("a/x", "push", "1");
		stats.count("a/y", "push", "2");
		stats.count("a/y", "star", "3");
		stats.count("a/x", "push", "4");
		stats.count("a/z", "push", "5");
		assertThat(stats.of("a/y")).isEmpty();
		assertThat(stats.of("a/x")).isEqualTo(Map.of("push", 2L));
		stats.count("a/y", "push", "6");
		assertThat(stats.of("a/y")).isEqualTo(Map.of("push", 1L));
	}

	@Test
	void whenOneRepositoryHasTooManyTypesThenMemoryStaysBounded() {
		RepositoryStats stats = new RepositoryStats(3, 100);
		for (int i = 0; i < 10; i++) {
			stats.count("a/x", "type" + i, "id" + i);
			assertThat(stats.of("a/x")).hasSizeLessThanOrEqualTo(3);
		}
	}

	@Test
	void askingDoesNotKeepARepository() {
		RepositoryStats stats = new RepositoryStats(2, 100);
		stats.count("a/x", "push", "1");
		stats.count("a/y", "push", "2");
		assertThat(stats.of("a/x")).isNotEmpty();
		stats.count("a/z", "push", "3");
		assertThat(stats.of("a/x")).isEmpty();
	}

}
