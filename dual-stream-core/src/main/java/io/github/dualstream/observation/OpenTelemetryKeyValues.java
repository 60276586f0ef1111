package io.github.dualstream.observation;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.observation.OpenTelemetryObservationDocumentation.HighCardinalityKeys;
import io.github.dualstream.observation.OpenTelemetryObservationDocumentation.LowCardinalityKeys;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

/**
 * Attributes that publishing and handling share in OpenTelemetry's semantic conventions.
 */
final class OpenTelemetryKeyValues {

	private OpenTelemetryKeyValues() {
	}

	static KeyValues operation(String system, String name, String topic, @Nullable Throwable error) {
		// a meter needs the same keys for each outcome
		String errorType = (error != null) ? error.getClass().getName() : "none";
		return KeyValues.of(LowCardinalityKeys.SYSTEM.withValue(system),
				LowCardinalityKeys.OPERATION_NAME.withValue(name), LowCardinalityKeys.OPERATION_TYPE.withValue(name),
				LowCardinalityKeys.DESTINATION.withValue(topic), LowCardinalityKeys.ERROR_TYPE.withValue(errorType));
	}

	static KeyValues event(String system, Event event, @Nullable Position position) {
		KeyValues attributes = KeyValues.of(HighCardinalityKeys.MESSAGE_ID.withValue(event.id()),
				HighCardinalityKeys.EVENT_ID.withValue(event.id()),
				HighCardinalityKeys.EVENT_TYPE.withValue(event.type()),
				HighCardinalityKeys.EVENT_SOURCE.withValue(event.source().type()),
				HighCardinalityKeys.EVENT_SUBJECT.withValue(event.source().id()));
		if (position == null) {
			return attributes;
		}
		KeyValues placed = attributes
			.and(HighCardinalityKeys.PARTITION.withValue(Integer.toString(position.partition())));
		return system.equals("kafka")
				? placed.and(HighCardinalityKeys.KAFKA_OFFSET.withValue(Long.toString(position.offset()))) : placed;
	}

}
