package io.github.dualstream;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Position of an event in the log. Positions of one partition are ordered by their
 * offset; offsets have gaps, also between the events of one source. Notifications carry
 * the text form, {@code topic:partition:offset}.
 *
 * @param topic name of the topic
 * @param partition partition within the topic, from 0
 * @param offset offset within the partition, from 0
 */
public record Position(String topic, int partition, long offset) {

	private static final Pattern TEXT = Pattern.compile("([a-zA-Z0-9._-]{1,249}):([0-9]{1,10}):([0-9]{1,19})");

	/**
	 * Read the text form.
	 * @param text the text form as returned by {@link #toString()}; may come from an
	 * untrusted client
	 * @return the position
	 * @throws IllegalArgumentException if the text is not the text form of a position
	 */
	public static Position parse(String text) {
		Matcher matcher = TEXT.matcher(text);
		if (!matcher.matches()) {
			throw new IllegalArgumentException("not a position (topic:partition:offset)");
		}
		try {
			return new Position(matcher.group(1), Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3)));
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("partition or offset of the position is out of range", ex);
		}
	}

	@Override
	public String toString() {
		return this.topic + ":" + this.partition + ":" + this.offset;
	}

}
