package io.github.dualstream.observation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.dualstream.TraceContext;
import io.github.dualstream.transport.StoredEvent;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import org.jspecify.annotations.Nullable;

/**
 * Observation context of one call of a handler. A single event continues the trace of its
 * publish; a batch does not, as it has several.
 */
public final class HandlingObservationContext extends ReceiverContext<Map<String, String>> {

	private final String system;

	private final String group;

	private final List<StoredEvent> events;

	HandlingObservationContext(String system, String group, List<StoredEvent> events) {
		super(Map::get, Kind.CONSUMER);
		this.system = system;
		this.group = group;
		this.events = events;
		setCarrier((events.size() == 1) ? carrier(events.get(0).event().traceContext()) : Map.of());
		setRemoteServiceName(system);
	}

	private static Map<String, String> carrier(@Nullable TraceContext trace) {
		Map<String, String> carrier = new HashMap<>();
		if (trace != null) {
			carrier.put("traceparent", trace.traceparent());
			if (trace.tracestate() != null) {
				carrier.put("tracestate", trace.tracestate());
			}
		}
		return carrier;
	}

	/**
	 * Name of the system that stores the log.
	 * @return the name, such as {@code kafka}
	 */
	public String system() {
		return this.system;
	}

	public String group() {
		return this.group;
	}

	/**
	 * Events of the call.
	 * @return one event, or a batch
	 */
	public List<StoredEvent> events() {
		return this.events;
	}

}
