package io.github.dualstream.observation;

import io.github.dualstream.Event;
import io.github.dualstream.observation.EventObservationDocumentation.HighCardinalityKeys;
import io.github.dualstream.observation.EventObservationDocumentation.LowCardinalityKeys;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Convention for names and tags of the observation of a publish. To change them, define a
 * bean that extends {@link Default} or {@link OpenTelemetryPublishObservationConvention},
 * or a {@link io.micrometer.observation.GlobalObservationConvention} for its context.
 */
public interface PublishObservationConvention extends ObservationConvention<PublishObservationContext> {

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
			return EventObservationDocumentation.PUBLISH.getName();
		}

		@Override
		public String getContextualName(PublishObservationContext context) {
			return context.topic() + " publish";
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(PublishObservationContext context) {
			return KeyValues.of(LowCardinalityKeys.TOPIC.withValue(context.topic()),
					LowCardinalityKeys.OUTCOME.withValue(context.outcome()));
		}

		@Override
		public KeyValues getHighCardinalityKeyValues(PublishObservationContext context) {
			Event event = context.event();
			return KeyValues.of(HighCardinalityKeys.SYSTEM.withValue(context.system()),
					HighCardinalityKeys.EVENT_ID.withValue(event.id()),
					HighCardinalityKeys.EVENT_TYPE.withValue(event.type()),
					HighCardinalityKeys.EVENT_SOURCE.withValue(event.source().toString()));
		}

	}

}
