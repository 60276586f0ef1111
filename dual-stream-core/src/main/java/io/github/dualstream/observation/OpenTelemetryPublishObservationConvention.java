package io.github.dualstream.observation;

import io.micrometer.common.KeyValues;

/**
 * Convention for the observation of a publish that follows OpenTelemetry's semantic
 * conventions for messaging and CloudEvents, version 1.37. Their status is "development":
 * a later version may rename attributes.
 */
public class OpenTelemetryPublishObservationConvention implements PublishObservationConvention {

	private static final String OPERATION = "send";

	@Override
	public String getName() {
		return OpenTelemetryObservationDocumentation.PUBLISH.getName();
	}

	@Override
	public String getContextualName(PublishObservationContext context) {
		return OPERATION + " " + context.topic();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(PublishObservationContext context) {
		return OpenTelemetryKeyValues.operation(context.system(), OPERATION, context.topic(), context.getError());
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(PublishObservationContext context) {
		return OpenTelemetryKeyValues.event(context.system(), context.event(), context.position());
	}

}
