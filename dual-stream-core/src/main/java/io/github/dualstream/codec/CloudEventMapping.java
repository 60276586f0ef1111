package io.github.dualstream.codec;

import java.net.URI;
import java.time.ZoneOffset;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.github.dualstream.BinaryData;
import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.NoData;
import io.github.dualstream.RejectedException;
import io.github.dualstream.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * Mapping between events and the {@code CloudEvent} of the CloudEvents SDK, which is an
 * optional dependency ({@code io.cloudevents:cloudevents-core}).
 */
public final class CloudEventMapping {

	private CloudEventMapping() {
	}

	/**
	 * Map a CloudEvent to an event to publish. The source id is its subject; the source
	 * type is its extension {@code sourcetype}, or else the last segment of its source.
	 * @param cloudEvent the CloudEvent
	 * @return the event; a tombstone if the CloudEvent has no data
	 * @throws RejectedException if it has no subject, or a field is not valid
	 */
	public static Event toEvent(CloudEvent cloudEvent) {
		Event.Builder event = Event.builder();
		CloudEventAttributes attributes = new CloudEventAttributes(event);
		cloudEvent.getAttributeNames().forEach((name) -> add(attributes, name, cloudEvent.getAttribute(name)));
		cloudEvent.getExtensionNames().forEach((name) -> add(attributes, name, cloudEvent.getExtension(name)));
		attributes.describe(null);
		event.traceContext(traceContext(cloudEvent));
		CloudEventData data = cloudEvent.getData();
		event
			.data((data != null) ? EventReader.data(data.toBytes(), cloudEvent.getDataContentType()) : NoData.INSTANCE);
		return event.build();
	}

	private static void add(CloudEventAttributes attributes, String name, @Nullable Object value) {
		if (value != null) {
			attributes.add(HeaderNames.PREFIX + name, value.toString());
		}
	}

	private static @Nullable TraceContext traceContext(CloudEvent cloudEvent) {
		Object parent = cloudEvent.getExtension(HeaderNames.TRACEPARENT);
		Object state = cloudEvent.getExtension(HeaderNames.TRACESTATE);
		return (parent != null) ? new TraceContext(parent.toString(), (state != null) ? state.toString() : null) : null;
	}

	/**
	 * Map an event that was read from the log to a CloudEvent.
	 * @param event the event
	 * @return the CloudEvent; its source is {@code /source-type}, its subject the source
	 * id
	 */
	public static CloudEvent toCloudEvent(Event event) {
		CloudEventBuilder builder = CloudEventBuilder.v1()
			.withId(event.id())
			.withType(event.type())
			.withSource(URI.create("/" + event.sourceType()))
			.withSubject(event.sourceId())
			.withTime(event.time().atOffset(ZoneOffset.UTC))
			.withExtension("sourcetype", event.sourceType());
		extension(builder, "dataversion", event.version());
		extension(builder, "correlationid", event.correlationId());
		extension(builder, "causationid", event.causationId());
		TraceContext trace = event.traceContext();
		if (trace != null) {
			extension(builder, HeaderNames.TRACEPARENT, trace.traceparent());
			extension(builder, HeaderNames.TRACESTATE, trace.tracestate());
		}
		event.extensions().forEach(builder::withExtension);
		if (event.dataSchema() != null) {
			builder.withDataSchema(URI.create(event.dataSchema()));
		}
		String contentType = (event.contentType() != null) ? event.contentType() : ContentTypes.JSON;
		if (event.data() instanceof JsonData json) {
			builder.withData(contentType, json.bytes());
		}
		else if (event.data() instanceof BinaryData binary) {
			builder.withData(contentType, binary.bytes());
		}
		else if (!event.isTombstone()) {
			throw new RejectedException("data",
					"is neither JsonData nor BinaryData, as that of an event that was read");
		}
		return builder.build();
	}

	private static void extension(CloudEventBuilder builder, String name, @Nullable String value) {
		if (value != null) {
			builder.withExtension(name, value);
		}
	}

}
