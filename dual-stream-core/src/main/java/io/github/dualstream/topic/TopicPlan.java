package io.github.dualstream.topic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.github.dualstream.transport.TopicDescription;

/**
 * Changes to topics under a strategy, and differences that remain.
 *
 * @param strategy the strategy
 * @param steps changes to make
 * @param missing topics that do not exist and would not be created
 * @param drift differences that would remain
 * @param problems problems of existing topics that do not depend on the configuration, as
 * sentences
 */
public record TopicPlan(TopicStrategy strategy, List<TopicStep> steps, List<String> missing,
		List<TopicDifference> drift, List<String> problems) {

	public TopicPlan {
		steps = List.copyOf(steps);
		missing = List.copyOf(missing);
		drift = List.copyOf(drift);
		problems = List.copyOf(problems);
	}

	static TopicPlan of(TopicStrategy strategy, Collection<Topic> topics, Map<String, TopicDescription> existing) {
		List<TopicStep> steps = new ArrayList<>();
		List<String> missing = new ArrayList<>();
		List<TopicDifference> drift = new ArrayList<>();
		List<String> problems = new ArrayList<>();
		for (Topic topic : topics) {
			TopicDescription description = existing.get(topic.name());
			if (description != null) {
				compare(strategy, topic, description, steps, drift);
				description.problems().forEach((problem) -> problems.add("topic '" + topic.name() + "' " + problem));
			}
			else if (strategy.creates()) {
				steps.add(TopicStep.create(topic));
			}
			else {
				missing.add(topic.name());
			}
		}
		return new TopicPlan(strategy, steps, missing, drift, problems);
	}

	/**
	 * Missing topics, whether they would be created or not.
	 * @return their names
	 */
	public Set<String> missingTopics() {
		Set<String> names = new TreeSet<>(this.missing);
		steps(TopicStep.Kind.CREATE).forEach(names::add);
		return names;
	}

	/**
	 * Topics that differ from the configuration, whether they would be changed or not.
	 * @return their names
	 */
	public Set<String> differingTopics() {
		Set<String> names = new TreeSet<>();
		this.drift.forEach((difference) -> names.add(difference.topic()));
		steps(TopicStep.Kind.UPDATE).forEach(names::add);
		return names;
	}

	private Stream<String> steps(TopicStep.Kind kind) {
		return this.steps.stream().filter((step) -> step.kind() == kind).map(TopicStep::topic);
	}

	private static void compare(TopicStrategy strategy, Topic topic, TopicDescription existing, List<TopicStep> steps,
			List<TopicDifference> drift) {
		List<TopicDifference> updates = new ArrayList<>();
		for (TopicDifference difference : TopicDifference.between(topic, existing.settings())) {
			(strategy.updates() && difference.isUpdatable() ? updates : drift).add(difference);
		}
		if (!updates.isEmpty()) {
			steps.add(TopicStep.update(topic, updates));
		}
	}

}
