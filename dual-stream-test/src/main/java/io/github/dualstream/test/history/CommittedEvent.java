package io.github.dualstream.test.history;

/**
 * An event that a committed transaction published, by the business table's word.
 *
 * @param event its id
 * @param source its source, {@code type:id}
 * @param sequence its place in the order of the transactions of its source, from 1
 */
public record CommittedEvent(String event, String source, long sequence) {

	String describe() {
		return "event " + this.event + " of source " + this.source + " (" + this.sequence + ")";
	}

}
