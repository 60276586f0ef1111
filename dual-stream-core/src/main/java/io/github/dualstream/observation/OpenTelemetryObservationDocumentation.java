package io.github.dualstream.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * Observations of events by OpenTelemetry's semantic conventions for messaging and for
 * CloudEvents.
 */
public enum OpenTelemetryObservationDocumentation implements ObservationDocumentation {

	/** Publish of an event, from the call to the acknowledgement of the log. */
	PUBLISH {

		@Override
		public String getName() {
			return "messaging.client.operation.duration";
		}

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return OpenTelemetryPublishObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return new KeyName[] { LowCardinalityKeys.SYSTEM, LowCardinalityKeys.OPERATION_NAME,
					LowCardinalityKeys.OPERATION_TYPE, LowCardinalityKeys.DESTINATION, LowCardinalityKeys.ERROR_TYPE };
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return new KeyName[] { HighCardinalityKeys.PARTITION, HighCardinalityKeys.KAFKA_OFFSET,
					HighCardinalityKeys.MESSAGE_ID, HighCardinalityKeys.EVENT_ID, HighCardinalityKeys.EVENT_TYPE,
					HighCardinalityKeys.EVENT_SOURCE, HighCardinalityKeys.EVENT_SUBJECT };
		}

	},

	/** Call of a handler, with a single event or a batch. */
	HANDLE {

		@Override
		public String getName() {
			return "messaging.process.duration";
		}

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return OpenTelemetryHandlingObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return LowCardinalityKeys.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return HighCardinalityKeys.values();
		}

	};

	// every observation has a name
	@Override
	public abstract String getName();

	/**
	 * Keys of meters and traces.
	 */
	public enum LowCardinalityKeys implements KeyName {

		/**
		 * System that stores the log: {@code kafka}, {@code nats}, {@code redis} or
		 * {@code memory}.
		 */
		SYSTEM("messaging.system"),

		/** Name of the operation: {@code send} or {@code process}. */
		OPERATION_NAME("messaging.operation.name"),

		/** Type of the operation: {@code send} or {@code process}. */
		OPERATION_TYPE("messaging.operation.type"),

		/** Topic of the event; of a batch, that of its first event. */
		DESTINATION("messaging.destination.name"),

		/** Class of the exception, or {@code none}. */
		ERROR_TYPE("error.type"),

		/** Consumer group of the handler. */
		GROUP("messaging.consumer.group.name");

		private final String key;

		LowCardinalityKeys(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * Keys of traces only. A batch has its size; a single event has the keys of the
	 * event.
	 */
	public enum HighCardinalityKeys implements KeyName {

		/** Partition of the event, once its position is known. */
		PARTITION("messaging.destination.partition.id"),

		/** Offset of the event in Kafka, once its position is known. */
		KAFKA_OFFSET("messaging.kafka.offset"),

		/** Id of the event. */
		MESSAGE_ID("messaging.message.id"),

		/** Id of the event, as an attribute of a CloudEvent. */
		EVENT_ID("cloudevents.event_id"),

		/** Type of the event. */
		EVENT_TYPE("cloudevents.event_type"),

		/** Type of the event's source. */
		EVENT_SOURCE("cloudevents.event_source"),

		/** Id of the event's source. */
		EVENT_SUBJECT("cloudevents.event_subject"),

		/** Number of events in the batch. */
		BATCH_SIZE("messaging.batch.message_count");

		private final String key;

		HighCardinalityKeys(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

}
