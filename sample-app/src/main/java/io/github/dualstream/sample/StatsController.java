package io.github.dualstream.sample;

import java.util.Map;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers how often what happened to a repository.
 */
@RestController
final class StatsController {

	private final RepositoryStats stats;

	StatsController(RepositoryStats stats) {
		this.stats = stats;
	}

	@GetMapping("/stats")
	Stats stats(@RequestParam String repo) {
		Map<String, Long> types = this.stats.of(repo);
		return new Stats(repo, types.values().stream().mapToLong(Long::longValue).sum(), types);
	}

	/**
	 * The answer.
	 *
	 * @param repo the repository, {@code owner/name}
	 * @param total number of its events
	 * @param types number of its events by type
	 */
	record Stats(String repo, long total, Map<String, Long> types) {

	}

}
