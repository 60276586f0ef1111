package io.github.dualstream.autoconfigure.topic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.github.dualstream.autoconfigure.actuator.StatusContributor;
import io.github.dualstream.autoconfigure.actuator.StatusOperation;
import io.github.dualstream.topic.StepOutcome;
import io.github.dualstream.topic.Topic;
import io.github.dualstream.topic.TopicPlan;
import io.github.dualstream.topic.TopicStrategy;
import io.github.dualstream.topic.Topics;
import org.jspecify.annotations.Nullable;

/**
 * Status of the topics and their differences from the configuration; operations
 * {@code plan} and {@code apply} plan and apply the changes of a strategy.
 */
final class TopicsStatus implements StatusContributor {

	private final Topics topics;

	/**
	 * Create the part.
	 * @param topics the topics to show
	 */
	TopicsStatus(Topics topics) {
		this.topics = topics;
	}

	@Override
	public String name() {
		return "topics";
	}

	@Override
	public Object status() {
		TopicPlan plan = this.topics.plan(TopicStrategy.VALIDATE_ONLY);
		Map<String, Object> status = new LinkedHashMap<>();
		status.put("strategy", spell(this.topics.strategy()));
		status.put("topics", this.topics.list().stream().map((topic) -> describe(topic, plan)).toList());
		status.put("problems", plan.problems());
		return status;
	}

	@Override
	public Map<String, StatusOperation> operations() {
		return Map.of("plan", (argument) -> describe(this.topics.plan(strategy(argument))), "apply", this::apply);
	}

	private Object apply(@Nullable String argument) {
		TopicPlan plan = this.topics.plan(strategy(argument));
		List<StepOutcome> outcomes = this.topics.apply(plan);
		Map<String, Object> answer = describe(plan);
		answer.put("done", steps(outcomes.stream().filter((outcome) -> outcome.failure() == null)));
		answer.put("failed",
				outcomes.stream()
					.flatMap((outcome) -> Stream.ofNullable(outcome.failure()))
					.map(Throwable::getMessage)
					.toList());
		return answer;
	}

	private static List<String> steps(Stream<StepOutcome> outcomes) {
		return outcomes.map((outcome) -> outcome.step().toString()).toList();
	}

	private static Map<String, Object> describe(TopicPlan plan) {
		Map<String, Object> answer = new LinkedHashMap<>();
		answer.put("strategy", spell(plan.strategy()));
		answer.put("steps", plan.steps().stream().map(Object::toString).toList());
		answer.put("missing", plan.missing());
		answer.put("drift", plan.drift().stream().map(Object::toString).toList());
		answer.put("problems", plan.problems());
		return answer;
	}

	private TopicStrategy strategy(@Nullable String argument) {
		if (argument == null) {
			return this.topics.strategy();
		}
		return Stream.of(TopicStrategy.values())
			.filter((strategy) -> spell(strategy).equals(argument))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("is not a strategy: use "
					+ String.join(", ", Stream.of(TopicStrategy.values()).map(TopicsStatus::spell).toList())));
	}

	private static String spell(TopicStrategy strategy) {
		return strategy.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private static Map<String, Object> describe(Topic topic, TopicPlan plan) {
		Map<String, Object> status = new LinkedHashMap<>();
		status.put("name", topic.name());
		if (topic.description() != null) {
			status.put("description", topic.description());
		}
		status.put("exists", !plan.missing().contains(topic.name()));
		status.put("drift",
				plan.drift()
					.stream()
					.filter((difference) -> difference.topic().equals(topic.name()))
					.map(Object::toString)
					.toList());
		return status;
	}

}
