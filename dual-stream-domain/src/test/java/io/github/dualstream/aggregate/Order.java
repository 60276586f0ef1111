package io.github.dualstream.aggregate;

import java.math.BigDecimal;
import java.util.List;

/**
 * Record that applies events.
 *
 * @param item ordered item
 * @param total price
 * @param paid amount that has been paid
 */
@EventSourced(type = "order", snapshotEvery = 3)
record Order(String item, BigDecimal total, BigDecimal paid) {

	static Order apply(OrderPlaced placed) {
		return new Order(placed.item(), placed.total(), BigDecimal.ZERO);
	}

	Order apply(OrderPaid payment) {
		return new Order(this.item, this.total, this.paid.add(payment.amount()));
	}

	List<?> pay(BigDecimal amount) {
		if (this.paid.add(amount).compareTo(this.total) > 0) {
			throw new IllegalArgumentException("more than the total");
		}
		return (amount.signum() > 0) ? List.of(new OrderPaid(amount)) : List.of();
	}

}
