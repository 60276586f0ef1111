package io.github.dualstream.observation;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.observation.EventObservationDocumentation.HighCardinalityKeys;
import io.github.dualstream.observation.EventObservationDocumentation.LowCardinalityKeys;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Convention for names and tags of the observation of a handler. To change them, define a
 * bean that extends {@link Default} or
 * {@link OpenTelemetryHandlingObservationConvention}, or a
 * {@link io.micrometer.observation.GlobalObservationConvention} for its context.
 */
public interface HandlingObservationConvention extends ObservationConvention<HandlingObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof HandlingObservationContext;
	}

	/**
	 * {@code dual.stream.consumer.observed} with {@code group} and {@code topic};
	 * attributes of the event are for traces only.
	 */
	class Default implements HandlingObservationConvention {

		@Override
		public String getName() {
			return EventObservationDocumentation.HANDLE.getName();
		}

		@Override
		public String getContextualName(HandlingObservationContext context) {
			return position(context).topic() + " process";
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(HandlingObservationContext context) {
			return KeyValues.of(LowCardinalityKeys.GROUP.withValue(context.group()),
					LowCardinalityKeys.TOPIC.withValue(position(context).topic()));
		}

		@Override
		public KeyValues getHighCardinalityKeyValues(HandlingObservationContext context) {
			KeyValue system = HighCardinalityKeys.SYSTEM.withValue(context.system());
			if (context.events().size() > 1) {
				return KeyValues.of(system,
						HighCardinalityKeys.BATCH_SIZE.withValue(Integer.toString(context.events().size())));
			}
			Event event = context.events().get(0).event();
			return KeyValues.of(system, HighCardinalityKeys.EVENT_ID.withValue(event.id()),
					HighCardinalityKeys.EVENT_TYPE.withValue(event.type()),
					HighCardinalityKeys.EVENT_SOURCE.withValue(event.source().toString()),
					HighCardinalityKeys.EVENT_POSITION.withValue(position(context).toString()));
		}

		private static Position position(HandlingObservationContext context) {
			return context.events().get(0).position();
		}

	}

}
