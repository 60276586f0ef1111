package io.github.dualstream.test.docs;

import java.time.Duration;
import java.util.Map;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.saga.Compensation;
import io.github.dualstream.saga.Deadline;
import io.github.dualstream.saga.On;
import io.github.dualstream.saga.Saga;
import io.github.dualstream.saga.SagaContext;
import io.github.dualstream.saga.SagaStatus;
import io.github.dualstream.saga.StartOn;
import io.github.dualstream.test.saga.SagaScenario;
import org.junit.jupiter.api.Test;

/**
 * Snippets of the page about sagas.
 */
final class SagaSnippets {

	private SagaSnippets() {
	}

	@Saga("order-fulfilment")
	static class OrderFulfilment {

		private final DualStreamPublisher events;

		OrderFulfilment(@EventPublisher DualStreamPublisher events) {
			this.events = events;
		}

		@StartOn("order.placed")
		Fulfilment placed(OrderPlaced order, SagaContext saga) {
			this.events.publish(Event.of("stock", order.item(), "stock.requested", new StockRequested(saga.id())));
			saga.deadline("payment", Duration.ofHours(1));
			return new Fulfilment(order.item());
		}

		@On(value = "stock.reserved", key = "orderId")
		void reserved(SagaContext saga) {
			saga.onCompensation("release-stock");
		}

		@On("order.paid")
		void paid(SagaContext saga) {
			saga.complete();
		}

		@Deadline("payment")
		void unpaid(SagaContext saga) {
			saga.compensate("not paid within an hour");
		}

		@Compensation("release-stock")
		void release(Fulfilment fulfilment, SagaContext saga) {
			this.events.publish(Event.of("stock", fulfilment.item(), "stock.released", new StockReleased(saga.id())));
		}

	}

	record Fulfilment(String item) {

	}

	record OrderPlaced(String item) {

	}

	record StockRequested(String orderId) {

	}

	record StockReleased(String orderId) {

	}

	static class OrderFulfilmentTests {

		private final SagaScenario fulfilment = SagaScenario.of((saga) -> new OrderFulfilment(saga.publisher()));

		private final Event placed = Event.of("order", "42", "order.placed", new OrderPlaced("book"));

		private final Event reserved = Event.of("stock", "book", "stock.reserved", Map.of("orderId", "42"));

		@Test
		void anOrderRequestsItsStock() {
			this.fulfilment.given()
				.when(this.placed)
				.then(Event.of("stock", "book", "stock.requested", new StockRequested("42")))
				.thenDeadline("payment", Duration.ofHours(1));
		}

		@Test
		void anUnpaidOrderReleasesItsStock() {
			this.fulfilment.given(this.placed, this.reserved)
				.whenTimePasses(Duration.ofHours(1))
				.then(Event.of("stock", "book", "stock.released", new StockReleased("42")))
				.thenStatus(SagaStatus.COMPENSATED);
		}

	}

}
