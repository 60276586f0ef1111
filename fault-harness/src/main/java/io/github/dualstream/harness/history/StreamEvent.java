package io.github.dualstream.harness.history;

/**
 * Event in an event store.
 *
 * @param source source of the stream, {@code type:id}
 * @param version number of the event within its stream, from 1
 * @param event id of the event
 */
public record StreamEvent(String source, long version, String event) {

	String describe() {
		return "event " + this.event + " of source " + this.source + " at version " + this.version;
	}

}
