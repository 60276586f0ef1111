package io.github.dualstream.consumer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.dualstream.Causation;
import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.consumer.replay.Replay;
import io.github.dualstream.consumer.replay.ReplayStatus;
import io.github.dualstream.consumer.replay.Replays;
import io.github.dualstream.test.autoconfigure.DualStreamTest;
import io.github.dualstream.test.events.EventScenario;
import io.github.dualstream.test.events.PublishedEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Correlation and causation of what handlers publish.
 */
@DualStreamTest
class CausationOfHandlersTests {

	private final Event placed = Event.of("order", "1", "order.placed", Map.of());

	@Autowired
	private Listeners listeners;

	@BeforeEach
	void reset() {
		this.listeners.handled.clear();
		this.listeners.left.clear();
	}

	@Test
	void whatAListenerPublishesIsCausedByTheEventThatItHandles(EventScenario scenario, PublishedEvents events) {
		scenario.given(this.placed).whenHandled();
		assertThat(events.ofType("invoice.sent").all()).singleElement().satisfies((event) -> {
			assertThat(event.causationId()).isEqualTo(this.placed.id());
			assertThat(event.correlationId()).isEqualTo(this.placed.id());
		});
	}

	@Test
	void aChainKeepsTheCorrelationOfItsFirstEvent(EventScenario scenario, PublishedEvents events) {
		scenario.given(this.placed).whenHandled();
		assertThat(events.ofType("invoice.booked")).within(Duration.ofSeconds(10)).hasSize(1);
		Event sent = events.ofType("invoice.sent").all().get(0);
		assertThat(events.ofType("invoice.booked").all()).singleElement().satisfies((event) -> {
			assertThat(event.causationId()).isEqualTo(sent.id());
			assertThat(event.correlationId()).isEqualTo(this.placed.id());
		});
	}

	@Test
	void theCauseEndsWithTheHandler(EventScenario scenario) {
		scenario.given(this.placed).whenHandled();
		assertThat(this.listeners.handled).containsExactly(this.placed.id());
		assertThat(this.listeners.left).isNotEmpty().containsOnly("none");
	}

	@Test
	void aBatchHasNoCauseUnlessItsHandlerNamesOne(@Autowired EventConsumers consumers, EventScenario scenario) {
		List<String> causes = new CopyOnWriteArrayList<>();
		EventConsumer consumer = consumers.describe("batches").topic("events").batchHandler((batch) -> {
			causes.add(cause());
			batch.forEach((event) -> Causation.run(event.event(), () -> causes.add(cause())));
		});
		scenario.given(this.placed).whenHandled();
		consumer.start();
		try {
			await().until(() -> causes.contains(this.placed.id()));
			assertThat(causes).startsWith("none");
		}
		finally {
			consumer.stop();
		}
	}

	@Test
	void whatAReplayPublishesIsCausedByTheEventThatItHandles(@Autowired Replays replays, EventScenario scenario) {
		scenario.given(this.placed).whenHandled();
		List<String> causes = new CopyOnWriteArrayList<>();
		Replay replay = replays.create("rebuild",
				(consumer) -> consumer.topic("events").handler((event) -> causes.add(cause())));
		replay.start();
		try {
			await().until(() -> replay.status().state() == ReplayStatus.State.COMPLETED);
			assertThat(causes).contains(this.placed.id()).doesNotContain("none");
		}
		finally {
			replay.stop();
		}
	}

	private static String cause() {
		Event cause = Causation.current();
		return (cause != null) ? cause.id() : "none";
	}

	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		private final List<String> handled = new CopyOnWriteArrayList<>();

		private final List<String> left = new CopyOnWriteArrayList<>();

		private final ObjectProvider<DualStreamPublisher> publisher;

		Listeners(@EventPublisher ObjectProvider<DualStreamPublisher> publisher) {
			this.publisher = publisher;
		}

		@DualStreamListener(group = "invoices", topics = "events", types = "order.placed")
		void send(Event event) {
			this.handled.add(cause());
			publish(Event.of("invoice", event.sourceId(), "invoice.sent", Map.of()));
		}

		@DualStreamListener(group = "books", topics = "events", types = "invoice.sent")
		void book(Event event) {
			publish(Event.of("invoice", event.sourceId(), "invoice.booked", Map.of()));
		}

		private void publish(Event event) {
			this.publisher.getObject().publish(event);
		}

		/** Tells the cause of the thread after each call of a handler. */
		@Bean
		HandlerDecorator causesAfterHandlers() {
			return (group, handler) -> (events) -> {
				handler.handle(events);
				this.left.add(cause());
			};
		}

	}

}
