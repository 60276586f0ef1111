package io.github.dualstream.aggregate;

import java.util.List;

/**
 * Decider of a lamp that can be switched a few times.
 */
@EventSourced(type = "light")
class LightDecider implements Decider<Boolean, LightDecider.Switched, LightDecider.Light> {

	@Override
	public Light initial() {
		return new Light(false, 0);
	}

	@Override
	public List<Switched> decide(Boolean command, Light state) {
		return (command != state.on()) ? List.of(new Switched(command)) : List.of();
	}

	@Override
	public Light evolve(Light state, Switched event) {
		return new Light(event.on(), state.switches() + 1);
	}

	record Light(boolean on, int switches) {

	}

	@EventType("light.switched")
	record Switched(boolean on) {

	}

}
