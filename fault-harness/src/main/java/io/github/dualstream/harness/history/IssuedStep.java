package io.github.dualstream.harness.history;

/**
 * Step of a saga that was issued as an event.
 *
 * @param saga id of the saga
 * @param step kind of the step
 * @param event id of the event
 */
public record IssuedStep(String saga, String step, String event) {

	String describe() {
		return "step " + this.step + " of saga " + this.saga + " (event " + this.event + ")";
	}

}
