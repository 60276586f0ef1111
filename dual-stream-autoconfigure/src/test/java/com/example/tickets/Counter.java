package com.example.tickets;

import java.util.List;

import io.github.dualstream.aggregate.Decider;
import io.github.dualstream.aggregate.EventSourced;
import io.github.dualstream.aggregate.EventType;

/**
 * Decider, which is a bean and no aggregate by itself.
 */
@EventSourced(type = "counter")
public class Counter implements Decider<Integer, Counter.Added, Integer> {

	@Override
	public Integer initial() {
		return 0;
	}

	@Override
	public List<Added> decide(Integer command, Integer state) {
		return List.of(new Added(command));
	}

	@Override
	public Integer evolve(Integer state, Added event) {
		return state + event.number();
	}

	@EventType("counter.added")
	public record Added(int number) {

	}

}
