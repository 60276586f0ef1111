package io.github.dualstream.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * Observations of events: their names and keys, as the default conventions set them.
 */
public enum EventObservationDocumentation implements ObservationDocumentation {

	/** Publish of an event, from the call to the acknowledgement of the log. */
	PUBLISH {

		@Override
		public String getName() {
			return "dual.stream.publish";
		}

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return PublishObservationConvention.Default.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return new KeyName[] { LowCardinalityKeys.TOPIC, LowCardinalityKeys.OUTCOME };
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return new KeyName[] { HighCardinalityKeys.SYSTEM, HighCardinalityKeys.EVENT_ID,
					HighCardinalityKeys.EVENT_TYPE, HighCardinalityKeys.EVENT_SOURCE };
		}

	},

	/** Call of a handler, with a single event or a batch. */
	HANDLE {

		@Override
		public String getName() {
			return "dual.stream.consumer.observed";
		}

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return HandlingObservationConvention.Default.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return new KeyName[] { LowCardinalityKeys.GROUP, LowCardinalityKeys.TOPIC };
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

		/** Topic of the event; of a batch, that of its first event. */
		TOPIC("topic"),

		/**
		 * Outcome of the publish: {@code success}, {@code stored}, {@code failure},
		 * {@code unknown} or {@code rejected}.
		 */
		OUTCOME("outcome"),

		/** Consumer group of the handler. */
		GROUP("group");

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

		/**
		 * System that stores the log: {@code kafka}, {@code nats}, {@code redis} or
		 * {@code memory}.
		 */
		SYSTEM("messaging.system"),

		/** Id of the event. */
		EVENT_ID("event.id"),

		/** Type of the event. */
		EVENT_TYPE("event.type"),

		/** Source of the event, as type and id. */
		EVENT_SOURCE("event.source"),

		/** Position of the event in the log. */
		EVENT_POSITION("event.position"),

		/** Number of events in the batch. */
		BATCH_SIZE("batch.size");

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
