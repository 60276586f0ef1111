package io.github.dualstream.autoconfigure.topic;

import java.util.function.ToIntFunction;

import io.github.dualstream.topic.TopicInitializer;
import io.github.dualstream.topic.TopicPlan;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meter of topics that differ from the configuration, as of the last comparison.
 */
final class TopicMeters implements MeterBinder {

	private final TopicInitializer initializer;

	/**
	 * Create the binder.
	 * @param initializer initializer with the last comparison
	 */
	TopicMeters(TopicInitializer initializer) {
		this.initializer = initializer;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		gauge(registry, "missing", (plan) -> plan.missingTopics().size());
		gauge(registry, "differing", (plan) -> plan.differingTopics().size());
		gauge(registry, "faulty", (plan) -> plan.problems().size());
	}

	private void gauge(MeterRegistry registry, String state, ToIntFunction<TopicPlan> count) {
		Gauge.builder("dual.stream.topics", this.initializer, (topics) -> {
			TopicPlan latest = topics.latest();
			return (latest != null) ? count.applyAsInt(latest) : Double.NaN;
		})
			.description("Number of topics that differed from the configuration when last compared")
			.tag("state", state)
			.register(registry);
	}

}
