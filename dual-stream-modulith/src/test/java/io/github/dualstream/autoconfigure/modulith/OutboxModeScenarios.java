package io.github.dualstream.autoconfigure.modulith;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.github.dualstream.DualStreamEvent;
import io.github.dualstream.Event;
import io.github.dualstream.RejectedException;
import io.github.dualstream.applicationevent.ReceiveApplicationEvents;
import io.github.dualstream.test.autoconfigure.AutoConfigureDualStream;
import io.github.dualstream.test.events.EventScenario;
import io.github.dualstream.test.events.PublishedEvents;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Configuration;
import org.springframework.modulith.events.Externalized;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Events that Spring Modulith externalizes in mode {@code outbox}.
 */
@SpringBootTest(classes = OutboxModeScenarios.Application.class,
		properties = { "spring.modulith.events.externalization.mode=outbox",
				"spring.modulith.events.jdbc.schema-initialization.enabled=true", "dual-stream.outbox.enabled=true",
				"dual-stream.outbox.initialize-schema=always" })
@AutoConfigureDualStream
abstract class OutboxModeScenarios {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final int MANY = 20;

	@Autowired
	private ApplicationEventPublisher application;

	@Autowired
	private TransactionTemplate transaction;

	@Test
	void anExternalizedEventIsStoredInItsTransaction(PublishedEvents events) {
		publishInTransaction(new OrderPlaced("1", 12));
		assertThat(events.ofSource("order", "1")).within(TIMEOUT).containsInOrder("order.placed");
		assertThat(events.data(OrderPlaced.class)).containsExactly(new OrderPlaced("1", 12));
	}

	@Test
	void whenTheTransactionRollsBackThenThereIsNoEvent(PublishedEvents events) {
		this.transaction.executeWithoutResult((status) -> {
			this.application.publishEvent(new OrderPlaced("1", 12));
			status.setRollbackOnly();
		});
		publishInTransaction(new OrderPlaced("2", 12));
		assertThat(events).within(TIMEOUT).hasSize(1);
		assertThat(events.ofSource("order", "2")).hasSize(1);
	}

	@Test
	void eventsOfASourceAreInOrder(PublishedEvents events) {
		List<Integer> totals = IntStream.range(0, MANY).boxed().toList();
		totals.forEach((total) -> publishInTransaction(new OrderPlaced("1", total)));
		assertThat(events).within(TIMEOUT).hasSize(MANY);
		assertThat(events.data(OrderPlaced.class)).extracting(OrderPlaced::total).containsExactlyElementsOf(totals);
	}

	@Test
	void whenThereIsNoKeyThenThePublishingCodeFails(PublishedEvents events) {
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> publishInTransaction(new Keyless("1")))
			.withMessageContaining("@Externalized");
		assertThat(events).isEmpty();
	}

	@Test
	void aPayloadWithBothAnnotationsIsOneEvent(PublishedEvents events) {
		publishInTransaction(new OrderPaid("1"));
		publishInTransaction(new OrderPlaced("1", 12));
		assertThat(events.ofSource("order", "1")).within(TIMEOUT).containsInOrder("order.paid-in-full", "order.placed");
		assertThat(events).hasSize(2);
	}

	@Test
	void aReceivedPayloadIsNotExternalizedAgain(EventScenario scenario, PublishedEvents events) {
		scenario.given(Event.of("order", "1", "order.paid-in-full", new OrderPaid("1"))).whenHandled();
		publishInTransaction(new OrderPlaced("1", 12));
		assertThat(events.ofSource("order", "1")).within(TIMEOUT).containsInOrder("order.placed");
		assertThat(events).hasSize(2);
	}

	private void publishInTransaction(Object payload) {
		this.transaction.executeWithoutResult((status) -> this.application.publishEvent(payload));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@ReceiveApplicationEvents(group = "shipping", payloads = OrderPaid.class)
	static class Application {

	}

	@Externalized("order::#{orderId}")
	record OrderPlaced(String orderId, int total) {

	}

	@Externalized("order::#{orderId}")
	@DualStreamEvent(type = "order.paid-in-full", sourceType = "order", sourceId = "orderId")
	record OrderPaid(String orderId) {

	}

	@Externalized("order")
	record Keyless(String orderId) {

	}

}
