package io.github.dualstream.transport;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TopicRouting}.
 */
class TopicRoutingTests {

	@Test
	void whenASourceTypeHasATopicOfItsOwnThenItGoesThereAndOthersToTheDefault() {
		TopicRouting routing = new TopicRouting("events", Map.of("repo", "repo-events"));
		assertThat(routing.topicOf("repo")).isEqualTo("repo-events");
		assertThat(routing.topicOf("Repo")).isEqualTo("events");
		assertThat(routing.topicOf("order")).isEqualTo("events");
	}

	@Test
	void aRouterIsAskedForTheSourceTypesThatAreNotConfigured() {
		TopicRouting routing = new TopicRouting("events", Map.of("repo", "repo-events"),
				(sourceType) -> sourceType.startsWith("o") ? sourceType + "s" : null);
		assertThat(routing.topicOf("repo")).isEqualTo("repo-events");
		assertThat(routing.topicOf("order")).isEqualTo("orders");
		assertThat(routing.topicOf("user")).isEqualTo("events");
		assertThat(routing.all()).containsExactlyInAnyOrder("events", "repo-events");
	}

	@Test
	void whenTopicsAreSharedThenEachIsListedOnce() {
		assertThat(new TopicRouting("events", Map.of("repo", "shared", "user", "shared", "org", "events")).all())
			.containsExactlyInAnyOrder("events", "shared");
	}

	@Test
	void whenTheGivenMapIsChangedThenTheRoutingStaysAsItIs() {
		Map<String, String> topics = new HashMap<>();
		TopicRouting routing = new TopicRouting("events", topics);
		topics.put("repo", "repo-events");
		assertThat(routing.topicOf("repo")).isEqualTo("events");
	}

}
