package io.github.dualstream.topic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.github.dualstream.transport.TopicAdministration;
import io.github.dualstream.transport.TopicAdministrationException;
import io.github.dualstream.transport.TopicDescription;

/**
 * The topics of the application: how they should be, how they are, and how the one
 * becomes the other. Nothing is ever deleted, and no topic gets more partitions. Each
 * method but {@link #list()} and {@link #strategy()} asks the log, for a bounded time.
 * Thread-safe.
 */
public final class Topics {

	private final TopicAdministration administration;

	private final List<Topic> topics;

	private final TopicStrategy strategy;

	/**
	 * Create the topics, without asking the log.
	 * @param administration asks and changes the log
	 * @param topics how they should be
	 * @param strategy what may be done by itself
	 */
	public Topics(TopicAdministration administration, Collection<Topic> topics, TopicStrategy strategy) {
		this.administration = administration;
		this.topics = List.copyOf(topics);
		this.strategy = strategy;
	}

	/**
	 * The topics as they should be.
	 * @return all topics of the application
	 */
	public List<Topic> list() {
		return this.topics;
	}

	public TopicStrategy strategy() {
		return this.strategy;
	}

	/**
	 * The topics as they are.
	 * @return those that exist, by name
	 * @throws TopicAdministrationException if the log did not answer
	 */
	public Map<String, TopicDescription> describe() {
		return this.administration.describe(this.topics.stream().map(Topic::name).toList());
	}

	/**
	 * What would be done under a strategy. Changes nothing.
	 * @param strategy the strategy
	 * @return the plan
	 * @throws TopicAdministrationException if the log did not answer
	 */
	public TopicPlan plan(TopicStrategy strategy) {
		return TopicPlan.of(strategy, this.topics, describe());
	}

	/**
	 * Carry out the steps of a plan, each of them whatever becomes of the others. A topic
	 * that exists by now is not created again.
	 * @param plan the plan
	 * @return what became of each step
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
