package io.github.dualstream.observation;

import io.github.dualstream.observation.OpenTelemetryObservationDocumentation.HighCardinalityKeys;
import io.github.dualstream.observation.OpenTelemetryObservationDocumentation.LowCardinalityKeys;
import io.github.dualstream.transport.StoredEvent;
import io.micrometer.common.KeyValues;

/**
 * Convention for the observation of a handler that follows OpenTelemetry's semantic
 * conventions for messaging and CloudEvents, version 1.37. Their status is "development":
 * a later version may rename attributes.
 */
public class OpenTelemetryHandlingObservationConvention implements HandlingObservationConvention {

	private static final String OPERATION = "process";

	@Override
	public String getName() {
		return OpenTelemetryObservationDocumentation.HANDLE.getName();
	}

	@Override
	public String getContextualName(HandlingObservationContext context) {
		return OPERATION + " " + topic(context);
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(HandlingObservationContext context) {
		return OpenTelemetryKeyValues.operation(context.system(), OPERATION, topic(context), context.getError())
			.and(LowCardinalityKeys.GROUP.withValue(context.group()));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(HandlingObservationContext context) {
		int size = context.events().size();
		if (size > 1) {
			return KeyValues.of(HighCardinalityKeys.BATCH_SIZE.withValue(Integer.toString(size)));
		}
		StoredEvent stored = context.events().get(0);
		return OpenTelemetryKeyValues.event(context.system(), stored.event(), stored.position());
	}

	private static String topic(HandlingObservationContext context) {
		return context.events().get(0).position().topic();
	}

}
