package io.github.dualstream.consumer.listener;

import java.util.List;
import java.util.Set;

import io.github.dualstream.Event;

/**
 * Filter of the events that a method accepts.
 *
 * @param sourceTypes accepted source types; all if empty
 * @param types accepted event types, or prefixes of them ({@code order.*}); all if empty
 */
record EventFilter(Set<String> sourceTypes, List<String> types) {

	private static final String ANY_END = "*";

	boolean takes(Event event) {
		return (this.sourceTypes.isEmpty() || this.sourceTypes.contains(event.sourceType()))
				&& (this.types.isEmpty() || this.types.stream().anyMatch((type) -> takes(type, event.type())));
	}

	private static boolean takes(String pattern, String type) {
		return pattern.endsWith(ANY_END) ? type.startsWith(beginning(pattern)) : type.equals(pattern);
	}

	private static String beginning(String pattern) {
		return pattern.substring(0, pattern.length() - ANY_END.length());
	}

	/**
	 * Whether both could accept the same event.
	 */
	boolean overlaps(EventFilter other) {
		boolean sources = this.sourceTypes.isEmpty() || other.sourceTypes.isEmpty()
				|| this.sourceTypes.stream().anyMatch(other.sourceTypes::contains);
		return sources && (this.types.isEmpty() || other.types.isEmpty() || this.types.stream()
			.anyMatch((type) -> other.types.stream().anyMatch((otherType) -> overlap(type, otherType))));
	}

	private static boolean overlap(String one, String other) {
		if (one.endsWith(ANY_END) && other.endsWith(ANY_END)) {
			return beginning(one).startsWith(beginning(other)) || beginning(other).startsWith(beginning(one));
		}
		return other.endsWith(ANY_END) ? takes(other, one) : takes(one, other);
	}

}
