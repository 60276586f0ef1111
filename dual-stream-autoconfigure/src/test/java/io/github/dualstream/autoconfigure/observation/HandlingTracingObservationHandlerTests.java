package io.github.dualstream.autoconfigure.observation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.TraceContext;
import io.github.dualstream.observation.ObservedHandlers;
import io.github.dualstream.transport.StoredEvent;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class HandlingTracingObservationHandlerTests {

	private static final String FIRST = "0af7651916cd43dd8448eb211c80319c";

	private static final String SECOND = "4bf92f3577b34da6a3ce929d0e0e4736";

	private final InMemorySpanExporter spans = InMemorySpanExporter.create();

	private final ObservationRegistry observations = ObservationRegistry.create();

	@BeforeEach
	void trace() {
		Tracer otel = SdkTracerProvider.builder()
			.addSpanProcessor(SimpleSpanProcessor.create(this.spans))
			.build()
			.get("test");
		this.observations.observationConfig()
			.observationHandler(new HandlingTracingObservationHandler(
					new OtelTracer(otel, new OtelCurrentTraceContext(), (event) -> {
					}), new OtelPropagator(ContextPropagators.create(W3CTraceContextPropagator.getInstance()), otel)));
	}

	@Test
	void theSpanOfABatchLinksToTheSpanOfEachPublish() throws Exception {
		SpanData span = handle(FIRST, SECOND, null, FIRST);
		assertThat(span.getTraceId()).isNotIn(FIRST, SECOND);
		assertThat(span.getLinks())
			.extracting((link) -> link.getSpanContext().getTraceId(), (link) -> link.getSpanContext().getSpanId(),
					(link) -> link.getSpanContext().isSampled())
			.containsExactly(tuple(FIRST, "b7ad6b7169203331", true), tuple(SECOND, "b7ad6b7169203331", true));
	}

	@Test
	void theSpanOfASingleEventContinuesItsTraceWithoutALink() throws Exception {
		SpanData span = handle(FIRST);
		assertThat(span.getTraceId()).isEqualTo(FIRST);
		assertThat(span.getLinks()).isEmpty();
	}

	private SpanData handle(String... traces) throws Exception {
		List<StoredEvent> events = Arrays.stream(traces).map(HandlingTracingObservationHandlerTests::stored).toList();
		new ObservedHandlers("kafka", this.observations, null).decorate("billing", (handled) -> {
		}).handle(events);
		assertThat(this.spans.getFinishedSpanItems()).hasSize(1);
		return this.spans.getFinishedSpanItems().get(0);
	}

	private static StoredEvent stored(String trace) {
		TraceContext context = (trace != null) ? new TraceContext("00-" + trace + "-b7ad6b7169203331-01", null) : null;
		return new StoredEvent(new Position("orders", 0, 1),
				Event.of("order", "42", "order.placed", Map.of()).toBuilder().traceContext(context).build());
	}

}
