package io.github.dualstream.faults.patterns;

import java.time.Duration;
import java.util.UUID;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.saga.Compensation;
import io.github.dualstream.saga.Deadline;
import io.github.dualstream.saga.On;
import io.github.dualstream.saga.Saga;
import io.github.dualstream.saga.SagaContext;
import io.github.dualstream.saga.StartOn;

/**
 * Saga that charges an order, ships it once it is paid, and refunds it if it is refused
 * or not paid in time. Each call of a step has an event id of its own, so a step that was
 * issued by two calls is found in the log.
 */
@Saga(Fulfilment.NAME)
class Fulfilment {

	static final String NAME = "fulfilment";

	/** Source type of the events that are issued by steps. */
	static final String STEP = "step";

	static final Duration TIMEOUT = Duration.ofSeconds(3);

	private final DualStreamPublisher events;

	Fulfilment(@EventPublisher DualStreamPublisher events) {
		this.events = events;
	}

	@StartOn("order.placed")
	State placed(Placed order, SagaContext saga) {
		issue("charge", saga);
		saga.deadline("timeout", TIMEOUT);
		saga.onCompensation("refund");
		return new State(order.kind());
	}

	@On(value = "payment.confirmed", key = "order", waits = true)
	void confirmed(State order, SagaContext saga) {
		order.requireHealthy();
		issue("shipment", saga);
		saga.complete();
	}

	@On(value = "payment.refused", key = "order", waits = true)
	void refused(SagaContext saga) {
		saga.compensate("refused");
	}

	@Deadline("timeout")
	void unpaid(State order, SagaContext saga) {
		order.requireHealthy();
		saga.compensate("not paid in time");
	}

	@Compensation("refund")
	void refund(SagaContext saga) {
		issue("refund", saga);
	}

	private void issue(String step, SagaContext saga) {
		this.events.publish(Event.builder()
			.id(step + "/" + saga.id() + "/" + UUID.randomUUID())
			.source(STEP, saga.id())
			.type("order." + step)
			.data(new Issued(step))
			.build());
	}

	/**
	 * Data of the event that places an order.
	 *
	 * @param kind what becomes of it
	 */
	record Placed(OrderKind kind) {

	}

	/**
	 * Data of a payment.
	 *
	 * @param order id of its order
	 */
	record Payment(String order) {

	}

	/**
	 * Data of a step.
	 *
	 * @param step name of the step
	 */
	record Issued(String step) {

	}

	/**
	 * State of the saga.
	 *
	 * @param kind what becomes of the order
	 */
	record State(OrderKind kind) {

		void requireHealthy() {
			if (this.kind == OrderKind.POISONED) {
				throw new IllegalStateException("This step always fails");
			}
		}

	}

}
