package io.github.dualstream.harness.history;

/**
 * Effect of an event on a projected view.
 *
 * @param number number of the effect, in the order in which the view got them
 * @param event id of the event
 * @param source source of the event, {@code type:id}
 */
public record ViewEffect(long number, String event, String source) {

	String describe() {
		return "effect " + this.number + " of event " + this.event + " of source " + this.source;
	}

}
