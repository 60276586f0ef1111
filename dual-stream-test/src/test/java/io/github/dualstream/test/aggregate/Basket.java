package io.github.dualstream.test.aggregate;

import java.util.ArrayList;
import java.util.List;

import io.github.dualstream.aggregate.EventSourced;
import io.github.dualstream.aggregate.EventType;

/**
 * Aggregate under test.
 *
 * @param items items in the basket
 */
@EventSourced(type = "basket")
record Basket(List<String> items) {

	static Basket apply(Opened opened) {
		return new Basket(List.of());
	}

	Basket apply(Added added) {
		List<String> items = new ArrayList<>(this.items);
		items.add(added.item());
		return new Basket(items);
	}

	List<Added> add(String item) {
		if (this.items.size() == 2) {
			throw new IllegalStateException("the basket is full");
		}
		return this.items.contains(item) ? List.of() : List.of(new Added(item));
	}

	@EventType("basket.opened")
	record Opened() {

	}

	@EventType("basket.added")
	record Added(String item) {

	}

	@EventType("basket.lost")
	record Lost() {

	}

}
