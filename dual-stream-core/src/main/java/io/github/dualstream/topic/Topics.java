package io.github.dualstream.topic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.github.dualstream.transport.TopicAdministration;
import io.github.dualstream.transport.TopicAdministrationException;
import io.github.dualstream.transport.TopicDescription;

/**
 * Topics of the application: their wanted and actual settings, and the changes between
 * them. Nothing is ever deleted, and no topic gets more partitions. All methods except
 * {@link #list()} and {@link #strategy()} query the log, for a bounded time. Thread-safe.
 */
public final class Topics {

	private final TopicAdministration administration;

	private final List<Topic> topics;

	private final TopicStrategy strategy;

	/**
	 * Create the topics, without a request to the log.
	 * @param administration administration of the log's topics
	 * @param topics wanted topics
	 * @param strategy strategy of automatic changes
	 */
	public Topics(TopicAdministration administration, Collection<Topic> topics, TopicStrategy strategy) {
		this.administration = administration;
		this.topics = List.copyOf(topics);
		this.strategy = strategy;
	}

	/**
	 * Wanted topics.
	 * @return all topics of the application
	 */
	public List<Topic> list() {
		return this.topics;
	}

	public TopicStrategy strategy() {
		return this.strategy;
	}

	/**
	 * Describe the actual topics.
	 * @return the existing topics, by name
	 * @throws TopicAdministrationException if the log did not answer
	 */
	public Map<String, TopicDescription> describe() {
		return this.administration.describe(this.topics.stream().map(Topic::name).toList());
	}

	/**
	 * Plan the changes under a strategy. Changes nothing.
	 * @param strategy the strategy
	 * @return the plan
	 * @throws TopicAdministrationException if the log did not answer
	 */
	public TopicPlan plan(TopicStrategy strategy) {
		return TopicPlan.of(strategy, this.topics, describe());
	}

	/**
	 * Apply the steps of a plan, each of them independently of the others. A topic that
	 * was created meanwhile is not created again.
	 * @param plan the plan
	 * @return the outcome of each step
	 */
	public List<StepOutcome> apply(TopicPlan plan) {
		List<StepOutcome> outcomes = new ArrayList<>();
		List<String> created = new ArrayList<>();
		for (TopicStep step : plan.steps()) {
			StepOutcome outcome = apply(step);
			outcomes.add(outcome);
			if (step.kind() == TopicStep.Kind.CREATE && outcome.failure() == null) {
				created.add(step.topic());
			}
		}
		if (!created.isEmpty()) {
			this.administration.awaitReady(created);
		}
		return outcomes;
	}

	private StepOutcome apply(TopicStep step) {
		try {
			switch (step.kind()) {
				case CREATE -> this.administration.create(step.topic(), step.settings());
				case UPDATE -> this.administration.update(step.topic(), step.settings());
			}
			return new StepOutcome(step, null);
		}
		catch (TopicAdministrationException ex) {
			return new StepOutcome(step, ex);
		}
	}

}
