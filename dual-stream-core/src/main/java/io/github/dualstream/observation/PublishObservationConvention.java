package io.github.dualstream.observation;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Convention for names and tags of the observation of a publish. To change them, define a
 * bean that extends {@link Default}, or a
 * {@link io.micrometer.observation.GlobalObservationConvention} for its context.
 */
public interface PublishObservationConvention extends ObservationConvention<PublishObservationContext> {

	/** Name of the observation, which dashboards use. */
	String NAME = "dual.stream.publish";

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof PublishObservationContext;
	}

	/**
	 * Default convention, which dashboards use: {@code dual.stream.publish} with
	 * {@code topic} and {@code outcome}; id and source of the event are for traces only.
	 */
	class Default implements PublishObservationConvention {

		@Override
		public String getName() {
			return NAME;
		}

		@Override
		public String getContextualName(PublishObservationContext context) {
			return context.topic() + " publish";
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(PublishObservationContext context) {
			return KeyValues.of("topic", context.topic(), "outcome", context.outcome());
		}

		@Override
		public KeyValues getHighCardinalityKeyValues(PublishObservationContext context) {
			return KeyValues.of("event.id", context.event().id(), "event.type", context.event().type(), "event.source",
					context.event().source().toString());
		}

	}

}
