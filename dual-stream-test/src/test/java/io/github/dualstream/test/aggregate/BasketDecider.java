package io.github.dualstream.test.aggregate;

import java.util.List;

import io.github.dualstream.aggregate.Decider;
import io.github.dualstream.aggregate.EventSourced;

/**
 * Decider under test: how many items were added.
 */
@EventSourced(type = "basket")
class BasketDecider implements Decider<String, Basket.Added, Integer> {

	@Override
	public Integer initial() {
		return 0;
	}

	@Override
	public List<Basket.Added> decide(String command, Integer state) {
		return (state < 2) ? List.of(new Basket.Added(command)) : List.of();
	}

	@Override
	public Integer evolve(Integer state, Basket.Added event) {
		return state + 1;
	}

}
