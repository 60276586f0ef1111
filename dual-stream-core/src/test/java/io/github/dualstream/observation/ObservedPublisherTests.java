package io.github.dualstream.observation;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import io.github.dualstream.BackpressureException;
import io.github.dualstream.DualStreamException;
import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.PublishResult;
import io.github.dualstream.RejectedException;
import io.github.dualstream.TraceContext;
import io.github.dualstream.UnknownOutcomeException;
import io.github.dualstream.transport.TopicRouting;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ObservedPublisherTests {

	private static final Event EVENT = Event.of("order", "42", "order.placed", Map.of());

	private final MeterRegistry meters = new SimpleMeterRegistry();

	private final ObservationRegistry observations = ObservationRegistry.create();

	private final AtomicReference<Event> published = new AtomicReference<>();

	@Test
	void eachOutcomeIsATagOfTheTimer() {
		this.observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(this.meters));
		publish(null);
		publish(new RejectedException("data", "is odd"));
		publish(new BackpressureException("full", new IllegalStateException()));
		publish(new PublishFailedException("refused", null));
		publish(new UnknownOutcomeException("late", new IllegalStateException()));

		assertThat(count("success")).isOne();
		assertThat(count("rejected")).isEqualTo(2);
		assertThat(count("failure")).isOne();
		assertThat(count("unknown")).isOne();
	}

	@Test
	void whenTheResultIsThereThenTheMetersIncludeThePublish() {
		this.observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(this.meters));
		CompletableFuture<PublishResult> pending = new CompletableFuture<>();
		AtomicReference<Double> seen = new AtomicReference<>();
		CompletableFuture<Void> chained = observed((event) -> pending).publishAsync(EVENT)
			.thenAccept((result) -> seen.set(count("success")));
		pending.complete(new PublishResult(EVENT.id(), new Position("orders", 0, 0)));

		assertThat(chained).isCompleted();
		assertThat(seen).hasValue(1.0);
	}

	@Test
	void whenTracedThenTheEventCarriesTheSpanOfItsPublish() {
		InMemorySpanExporter spans = InMemorySpanExporter.create();
		Tracer otel = SdkTracerProvider.builder()
			.addSpanProcessor(SimpleSpanProcessor.create(spans))
			.build()
			.get("test");
		this.observations.observationConfig()
			.observationHandler(new PropagatingSenderTracingObservationHandler<>(
					new OtelTracer(otel, new OtelCurrentTraceContext(), (event) -> {
					}), new OtelPropagator(ContextPropagators.create(W3CTraceContextPropagator.getInstance()), otel)));
		publish(null);

		assertThat(spans.getFinishedSpanItems()).singleElement().satisfies((span) -> {
			assertThat(span.getName()).isEqualTo("orders publish");
			assertThat(span.getAttributes().get(AttributeKey.stringKey("event.id"))).isEqualTo(EVENT.id());
			assertThat(span.getAttributes().get(AttributeKey.stringKey("outcome"))).isEqualTo("success");
			assertThat(span.getAttributes().get(AttributeKey.stringKey("messaging.system"))).isEqualTo("nats");
			assertThat(span.getAttributes().get(AttributeKey.stringKey("peer.service"))).isEqualTo("nats");
			assertThat(this.published.get().traceContext()).extracting(TraceContext::traceparent)
				.asString()
				.startsWith("00-" + span.getTraceId() + "-" + span.getSpanId() + "-");
		});
	}

	@Test
	void whenNothingObservesThenTheEventIsUnchanged() {
		publish(null);
		assertThat(this.published).hasValue(EVENT);
	}

	private void publish(DualStreamException failure) {
		DualStreamPublisher publisher = observed((event) -> {
			this.published.set(event);
			return (failure != null) ? CompletableFuture.failedFuture(failure)
					: CompletableFuture.completedFuture(new PublishResult(event.id(), new Position("orders", 0, 0)));
		});
		if (failure == null) {
			publisher.publish(EVENT);
		}
		else {
			assertThatExceptionOfType(DualStreamException.class).isThrownBy(() -> publisher.publish(EVENT))
				.isSameAs(failure);
		}
	}

	private DualStreamPublisher observed(DualStreamPublisher publisher) {
		return new ObservedPublisher(publisher, new TopicRouting("events", Map.of("order", "orders")), "nats",
				this.observations, new PublishObservationConvention.Default());
	}

	private double count(String outcome) {
		return this.meters.get("dual.stream.publish")
			.tags("topic", "orders", "outcome", outcome)
			.timers()
			.stream()
			.mapToDouble((timer) -> timer.count())
			.sum();
	}

}
