package io.github.dualstream.observation;

import java.util.HashMap;
import java.util.Map;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.PublishResult;
import io.github.dualstream.TraceContext;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

/**
 * Observation context of one publish, from the call to the log's answer. The headers that
 * tracing puts into the carrier are sent with the event.
 */
public final class PublishObservationContext extends SenderContext<Map<String, String>> {

	private final String system;

	private final Event event;

	private final String topic;

	private String outcome = "pending";

	private @Nullable Position position;

	PublishObservationContext(String system, Event event, String topic) {
		super((carrier, key, value) -> {
			if (carrier != null) {
				carrier.put(key, value);
			}
		}, Kind.PRODUCER);
		this.system = system;
		this.event = event;
		this.topic = topic;
		setCarrier(new HashMap<>());
		setRemoteServiceName(system);
	}

	/**
	 * Name of the system that stores the log.
	 * @return the name, such as {@code kafka}
	 */
	public String system() {
		return this.system;
	}

	public Event event() {
		return this.event;
	}

	public String topic() {
		return this.topic;
	}

	/**
	 * Outcome of the publish.
	 * @return {@code success}, {@code stored}, {@code failure}, {@code unknown} or
	 * {@code rejected}; {@code pending} before it has ended
	 */
	public String outcome() {
		return this.outcome;
	}

	/**
	 * Position of the event in the log.
	 * @return the position; {@code null} before the log has acknowledged the event, and
	 * for an event that is stored in the outbox
	 */
	public @Nullable Position position() {
		return this.position;
	}

	void ended(@Nullable PublishResult result, @Nullable Throwable failure) {
		this.outcome = OutcomeTag.of(result, failure);
		this.position = (result != null && !result.isStored()) ? result.position() : null;
	}

	/**
	 * Event to send: within the span of this publish, if there is one.
	 */
	Event tracedEvent() {
		Map<String, String> carrier = getCarrier();
		String traceparent = (carrier != null) ? carrier.get("traceparent") : null;
		if (carrier == null || traceparent == null) {
			return this.event;
		}
		return this.event.toBuilder().traceContext(new TraceContext(traceparent, carrier.get("tracestate"))).build();
	}

}
