package io.github.dualstream.sample;

import java.math.BigDecimal;

import io.github.dualstream.aggregate.EventType;

/**
 * Step of an order after it was placed.
 */
sealed interface OrderStep {

	/** Status of an order after this step. */
	String status();

	@EventType("order.stock-reserved")
	record StockReserved() implements OrderStep {

		@Override
		public String status() {
			return "stock reserved";
		}

	}

	@EventType("order.stock-refused")
	record StockRefused() implements OrderStep {

		@Override
		public String status() {
			return "sold out";
		}

	}

	/**
	 * The customer has paid.
	 *
	 * @param total amount
	 */
	@EventType("order.paid")
	record Paid(BigDecimal total) implements OrderStep {

		@Override
		public String status() {
			return "paid";
		}

	}

	@EventType("order.payment-refused")
	record PaymentRefused() implements OrderStep {

		@Override
		public String status() {
			return "payment refused";
		}

	}

	@EventType("order.stock-released")
	record StockReleased() implements OrderStep {

		@Override
		public String status() {
			return "stock released";
		}

	}

	@EventType("order.completed")
	record Completed() implements OrderStep {

		@Override
		public String status() {
			return "completed";
		}

	}

	@EventType("order.cancelled")
	record Cancelled() implements OrderStep {

		@Override
		public String status() {
			return "cancelled";
		}

	}

}
