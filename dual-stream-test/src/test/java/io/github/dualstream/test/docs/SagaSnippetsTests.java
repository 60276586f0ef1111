package io.github.dualstream.test.docs;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.saga.SagaInstance;
import io.github.dualstream.saga.SagaKey;
import io.github.dualstream.saga.SagaStatus;
import io.github.dualstream.saga.Sagas;
import io.github.dualstream.test.autoconfigure.AutoConfigureDualStream;
import io.github.dualstream.test.events.EventScenario;
import io.github.dualstream.test.events.HandledEvents;
import io.github.dualstream.test.events.PublishedEvents;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the snippets about sagas do in an application, with tables in H2 and a log in
 * memory.
 */
@SpringBootTest(properties = { "dual-stream.outbox.enabled=true", "dual-stream.outbox.relay.poll-interval=50ms" })
@AutoConfigureDualStream
class SagaSnippetsTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final String id = UUID.randomUUID().toString();

	@Autowired
	@EventPublisher
	private DualStreamPublisher publisher;

	@Autowired
	private Sagas sagas;

	@Autowired
	private JdbcTemplate jdbc;

	private void place() {
		this.publisher.publish(Event.of("order", this.id, "order.placed", Map.of("item", "book")));
	}

	private SagaInstance saga() {
		return this.sagas.find(new SagaKey("order-fulfilment", this.id)).orElse(null);
	}

	@Test
	void aPaidOrderIsCompleted(PublishedEvents events) {
		place();
		assertThat(events.ofType("stock.requested").matching(this::isOfThisOrder)).within(TIMEOUT).hasSize(1);
		this.publisher.publish(Event.of("order", this.id, "order.paid", Map.of()));
		await().until(() -> saga().status() == SagaStatus.COMPLETED);
		assertThat(this.sagas.history(saga().key())).hasSize(2);
	}

	@Test
	void anUnpaidOrderIsCompensatedWhenItsDeadlineHasPassed(PublishedEvents events) {
		place();
		assertThat(events.ofType("stock.requested").matching(this::isOfThisOrder)).within(TIMEOUT).hasSize(1);
		this.publisher.publish(Event.of("stock", "book", "stock.reserved", Map.of("orderId", this.id)));
		await().until(() -> saga() != null && saga().compensations().contains("release-stock"));
		// the hour is over
		this.jdbc.update("update dual_stream_outbox_scheduled set due_at = 0 where aggregateid = ?", this.id);
		assertThat(events.ofType("stock.released").matching(this::isOfThisOrder)).within(TIMEOUT).hasSize(1);
		await().until(() -> saga().status() == SagaStatus.COMPENSATED);
	}

	@Test
	void anEventWithoutTheIdOfItsSagaIsADeadLetterWithoutRetries(EventScenario scenario) {
		HandledEvents handled = scenario.given(Event.of("stock", "book", "stock.reserved", Map.of())).whenHandled();
		assertThat(handled.deadLetters()).singleElement().satisfies((letter) -> {
			assertThat(letter.group()).isEqualTo("order-fulfilment");
			assertThat(letter.attempts()).isOne();
			assertThat(letter.cause()).contains("'orderId'").contains("order-fulfilment");
		});
	}

	private boolean isOfThisOrder(Event event) {
		return event.data().toString().contains(this.id);
	}

}
