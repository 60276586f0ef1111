package io.github.dualstream.sample;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes up deliveries that look like GitHub's.
 */
final class SampleDeliveries {

	static final List<String> REPOSITORIES = List.of("octocat/hello-world", "octocat/spoon-knife", "acme/rocket",
			"acme/compass", "ferris/crab-cakes");

	private static final List<String> USERS = List.of("octocat", "hubot", "mona", "ferris", "duke", "gopher");

	private static final List<String> ORGANIZATIONS = List.of("acme");

	private static final List<String> TITLES = List.of("Fix the flaky build", "Make the cache bounded",
			"Explain the retry policy", "Support dark mode", "Drop the deprecated endpoint",
			"Add a German translation");

	private static final List<String> BRANCHES = List.of("main", "next", "fix/timeout", "feature/live-feed");

	private static final JsonMapper JSON = new JsonMapper();

	private final RandomGenerator random;

	SampleDeliveries(RandomGenerator random) {
		this.random = random;
	}

	GithubDelivery next() {
		ObjectNode body = JSON.createObjectNode();
		String event = describe(body, this.random.nextInt(12));
		addParties(body, one(REPOSITORIES), one(USERS));
		return GithubDelivery.of(event, UUID.randomUUID().toString(),
				JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8));
	}

	private String describe(ObjectNode body, int dice) {
		return switch (dice) {
			case 0, 1, 2, 3 -> push(body);
			case 4, 5 -> titled(body, "pull_request", one(List.of("opened", "closed", "synchronize")));
			case 6, 7 -> titled(body, "issues", one(List.of("opened", "closed", "labeled")));
			case 8 -> action(body, "star", "created");
			case 9 -> workflowRun(body);
			case 10 -> release(body);
			default -> comment(body);
		};
	}

	private String push(ObjectNode body) {
		body.put("ref", "refs/heads/" + one(BRANCHES)).put("before", sha()).put("after", sha());
		for (int i = this.random.nextInt(1, 4); i > 0; i--) {
			body.withArray("commits").addObject().put("id", sha()).put("message", one(TITLES));
		}
		return "push";
	}

	private String titled(ObjectNode body, String event, String action) {
		body.putObject(event.equals("issues") ? "issue" : event)
			.put("number", this.random.nextInt(1, 2000))
			.put("title", one(TITLES));
		return action(body, event, action);
	}

	private String comment(ObjectNode body) {
		titled(body, "issues", "created");
		body.putObject("comment").put("body", "I can reproduce this. " + one(TITLES) + "?");
		return "issue_comment";
	}

	private String workflowRun(ObjectNode body) {
		body.putObject("workflow_run")
			.put("name", "build")
			.put("head_branch", one(BRANCHES))
			.put("conclusion", one(List.of("success", "success", "success", "failure")));
		return action(body, "workflow_run", "completed");
	}

	private String release(ObjectNode body) {
		body.putObject("release")
			.put("tag_name", "v%d.%d.0".formatted(this.random.nextInt(1, 5), this.random.nextInt(9)));
		return action(body, "release", "published");
	}

	private static String action(ObjectNode body, String event, String action) {
		body.put("action", action);
		return event;
	}

	private static void addParties(ObjectNode body, String repository, String user) {
		String owner = repository.substring(0, repository.indexOf('/'));
		body.putObject("repository")
			.put("name", repository.substring(owner.length() + 1))
			.put("full_name", repository)
			.set("owner", JSON.valueToTree(Map.of("login", owner)));
		body.putObject("sender").put("login", user).put("type", "User");
		if (ORGANIZATIONS.contains(owner)) {
			body.putObject("organization").put("login", owner);
		}
	}

	private String sha() {
		return "%016x%016x%08x".formatted(this.random.nextLong(), this.random.nextLong(), this.random.nextInt());
	}

	private <T> T one(List<T> choices) {
		return choices.get(this.random.nextInt(choices.size()));
	}

}
