package io.github.dualstream.harness.history;

/**
 * Event that a committed transaction published, according to the business table.
 *
 * @param event id of the event
 * @param source source of the event, {@code type:id}
 * @param sequence number in the order of the transactions of its source, from 1
 */
public record CommittedEvent(String event, String source, long sequence) {

	String describe() {
		return "event " + this.event + " of source " + this.source + " (" + this.sequence + ")";
	}

}
