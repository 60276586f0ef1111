package io.github.dualstream.autoconfigure.observation;

import java.util.Objects;

import io.github.dualstream.TraceContext;
import io.github.dualstream.observation.HandlingObservationContext;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;

/**
 * Traces calls of handlers. The span of a batch, which can continue one trace at most,
 * links to the spans in which its events were published.
 */
final class HandlingTracingObservationHandler
		extends PropagatingReceiverTracingObservationHandler<HandlingObservationContext> {

	/**
	 * Create the handler.
	 * @param tracer tracer of the application
	 * @param propagator reader of the trace of a single event
	 */
	HandlingTracingObservationHandler(Tracer tracer, Propagator propagator) {
		super(tracer, propagator);
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof HandlingObservationContext;
	}

	@Override
	public Span.Builder customizeExtractedSpan(HandlingObservationContext context, Span.Builder builder) {
		if (context.events().size() > 1) {
			context.events()
				.stream()
				.map((stored) -> stored.event().traceContext())
				.filter(Objects::nonNull)
				.distinct()
				.forEach((trace) -> builder.addLink(link(trace)));
		}
		return builder;
	}

	private Link link(TraceContext trace) {
		return new Link(getTracer().traceContextBuilder()
			.traceId(trace.traceId())
			.spanId(trace.spanId())
			.sampled(trace.isSampled())
			.build());
	}

}
