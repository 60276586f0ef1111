package io.github.dualstream.observation;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.TraceContext;
import io.github.dualstream.consumer.BatchHandler;
import io.github.dualstream.transport.StoredEvent;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ObservedHandlersTests {

	private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	private static final StoredEvent TRACED = stored(
			new TraceContext("00-" + TRACE + "-b7ad6b7169203331-01", "vendor=value"));

	private final InMemorySpanExporter spans = InMemorySpanExporter.create();

	private final ObservationRegistry observations = ObservationRegistry.create();

	@BeforeEach
	void trace() {
		Tracer otel = SdkTracerProvider.builder()
			.addSpanProcessor(SimpleSpanProcessor.create(this.spans))
			.build()
			.get("test");
		this.observations.observationConfig()
			.observationHandler(new PropagatingReceiverTracingObservationHandler<>(
					new OtelTracer(otel, new OtelCurrentTraceContext(), (event) -> {
					}), new OtelPropagator(ContextPropagators.create(W3CTraceContextPropagator.getInstance()), otel)));
	}

	@Test
	void theSpanOfAHandlerContinuesTheTraceOfThePublish() throws Exception {
		observed((events) -> assertThat(this.observations.getCurrentObservation()).isNotNull()).handle(List.of(TRACED));
		assertThat(this.spans.getFinishedSpanItems()).singleElement().satisfies((span) -> {
			assertThat(span.getName()).isEqualTo("orders process");
			assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
			assertThat(span.getTraceId()).isEqualTo(TRACE);
			assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
			assertThat(span.getAttributes().get(AttributeKey.stringKey("event.id"))).isEqualTo(TRACED.event().id());
			assertThat(span.getAttributes().get(AttributeKey.stringKey("group"))).isEqualTo("billing");
			assertThat(span.getAttributes().get(AttributeKey.stringKey("messaging.system"))).isEqualTo("nats");
			assertThat(span.getAttributes().get(AttributeKey.stringKey("peer.service"))).isEqualTo("nats");
		});
	}

	@Test
	void whenTheHandlerFailsThenTheSpanSaysSoAndTheFailureGoesOn() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> observed((events) -> {
			throw new IOException("away");
		}).handle(List.of(stored(null))));
		assertThat(this.spans.getFinishedSpanItems()).singleElement()
			.satisfies((span) -> assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR));
	}

	@Test
	void aBatchHasASpanOfItsOwn() throws Exception {
		observed((events) -> {
		}).handle(List.of(TRACED, TRACED));
		assertThat(this.spans.getFinishedSpanItems()).singleElement().satisfies((span) -> {
			assertThat(span.getTraceId()).isNotEqualTo(TRACE);
			assertThat(span.getAttributes().get(AttributeKey.stringKey("batch.size"))).isEqualTo("2");
			assertThat(span.getAttributes().get(AttributeKey.stringKey("messaging.system"))).isEqualTo("nats");
		});
	}

	private BatchHandler observed(BatchHandler handler) {
		return new ObservedHandlers("nats", this.observations, new HandlingObservationConvention.Default())
			.decorate("billing", handler);
	}

	private static StoredEvent stored(TraceContext trace) {
		return new StoredEvent(new Position("orders", 0, 1),
				Event.of("order", "42", "order.placed", Map.of()).toBuilder().traceContext(trace).build());
	}

}
