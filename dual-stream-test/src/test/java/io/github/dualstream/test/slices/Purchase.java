package io.github.dualstream.test.slices;

import io.github.dualstream.DualStreamEvent;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import org.springframework.data.domain.AbstractAggregateRoot;

/**
 * Aggregate that registers its events.
 */
@Entity
class Purchase extends AbstractAggregateRoot<Purchase> {

	@Id
	private String id;

	private int total;

	protected Purchase() {
	}

	Purchase(String id, int total) {
		this.id = id;
		this.total = total;
		registerEvent(new Made(id, total));
	}

	int total() {
		return this.total;
	}

	Purchase refund(int amount) {
		this.total -= amount;
		return andEvent(new Refunded(this.id, amount));
	}

	/**
	 * Payload of an event.
	 *
	 * @param purchaseId id of the purchase
	 * @param total price
	 */
	@DualStreamEvent(type = "purchase.made", sourceType = "purchase", sourceId = "purchaseId")
	record Made(String purchaseId, int total) {

	}

	/**
	 * Payload of an event.
	 *
	 * @param purchaseId id of the purchase
	 * @param amount money that is paid back
	 */
	@DualStreamEvent(type = "purchase.refunded", sourceType = "purchase", sourceId = "purchaseId")
	record Refunded(String purchaseId, int amount) {

	}

}
