package io.github.dualstream.observation;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.PublishResult;
import io.github.dualstream.transport.StoredEvent;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OpenTelemetryConventionTests {

	private static final Event EVENT = Event.of("order", "42", "order.placed", Map.of());

	private static final Position POSITION = new Position("orders", 3, 7);

	private final PublishObservationConvention publish = new OpenTelemetryPublishObservationConvention();

	private final HandlingObservationConvention handling = new OpenTelemetryHandlingObservationConvention();

	@Test
	void aPublishHasTheAttributesOfASend() {
		PublishObservationContext context = new PublishObservationContext("kafka", EVENT, "orders");
		assertThat(map(this.publish.getHighCardinalityKeyValues(context)))
			.doesNotContainKey("messaging.destination.partition.id");
		context.ended(new PublishResult(EVENT.id(), POSITION), null);
		assertThat(this.publish.getName()).isEqualTo("messaging.client.operation.duration");
		assertThat(this.publish.getContextualName(context)).isEqualTo("send orders");
		assertThat(map(this.publish.getLowCardinalityKeyValues(context)))
			.isEqualTo(Map.of("messaging.system", "kafka", "messaging.operation.name", "send",
					"messaging.operation.type", "send", "messaging.destination.name", "orders", "error.type", "none"));
		assertThat(map(this.publish.getHighCardinalityKeyValues(context))).isEqualTo(
				Map.of("messaging.message.id", EVENT.id(), "cloudevents.event_id", EVENT.id(), "cloudevents.event_type",
						"order.placed", "cloudevents.event_source", "order", "cloudevents.event_subject", "42",
						"messaging.destination.partition.id", "3", "messaging.kafka.offset", "7"));
	}

	@Test
	void aFailedPublishNamesTheException() {
		PublishObservationContext context = new PublishObservationContext("kafka", EVENT, "orders");
		context.setError(new IllegalStateException());
		assertThat(map(this.publish.getLowCardinalityKeyValues(context))).containsEntry("error.type",
				"java.lang.IllegalStateException");
	}

	@Test
	void aStoredEventHasNoPosition() {
		PublishObservationContext context = new PublishObservationContext("kafka", EVENT, "orders");
		context.ended(PublishResult.stored(EVENT.id()), null);
		assertThat(context.position()).isNull();
	}

	@Test
	void aCallOfAHandlerHasTheAttributesOfAProcess() {
		HandlingObservationContext context = new HandlingObservationContext("nats", "billing",
				List.of(new StoredEvent(POSITION, EVENT)));
		assertThat(this.handling.getName()).isEqualTo("messaging.process.duration");
		assertThat(this.handling.getContextualName(context)).isEqualTo("process orders");
		assertThat(map(this.handling.getLowCardinalityKeyValues(context)))
			.containsEntry("messaging.operation.type", "process")
			.containsEntry("messaging.system", "nats")
			.containsEntry("messaging.consumer.group.name", "billing");
		assertThat(map(this.handling.getHighCardinalityKeyValues(context)))
			.containsEntry("messaging.destination.partition.id", "3")
			.containsEntry("messaging.message.id", EVENT.id())
			.doesNotContainKey("messaging.kafka.offset");
	}

	@Test
	void aBatchHasItsSize() {
		StoredEvent stored = new StoredEvent(POSITION, EVENT);
		HandlingObservationContext context = new HandlingObservationContext("kafka", "billing",
				List.of(stored, stored));
		assertThat(map(this.handling.getHighCardinalityKeyValues(context)))
			.isEqualTo(Map.of("messaging.batch.message_count", "2"));
	}

	private static Map<String, String> map(KeyValues values) {
		return values.stream().collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
	}

}
