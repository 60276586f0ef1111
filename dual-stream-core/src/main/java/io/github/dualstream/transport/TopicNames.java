package io.github.dualstream.transport;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Rules for the names of Kafka topics.
 */
public final class TopicNames {

	private static final int MAX_LENGTH = 249;

	private TopicNames() {
	}

	/**
	 * Check a name.
	 * @param name the name
	 * @return the problem, naming the character and its position; {@code null} if the
	 * name is valid
	 */
	public static @Nullable String problemOf(String name) {
		if (name.isEmpty()) {
			return "is empty";
		}
		if (name.equals(".") || name.equals("..")) {
			return "is '" + name + "', which Kafka does not allow";
		}
		if (name.startsWith("__")) {
			return "begins with '__', which Kafka reserves for its own topics";
		}
		if (name.length() > MAX_LENGTH) {
			return "has " + name.length() + " characters; Kafka allows " + MAX_LENGTH;
		}
		for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
			if (!isAllowed(name.codePointAt(i))) {
				return "has the character '%s' (U+%04X) at position %d; Kafka allows a-z A-Z 0-9 . _ -"
					.formatted(Character.toString(name.codePointAt(i)), name.codePointAt(i), i);
			}
		}
		return null;
	}

	private static boolean isAllowed(int c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_'
				|| c == '-';
	}

	/**
	 * Check names for collisions: Kafka's metrics do not distinguish {@code .} from
	 * {@code _}, so it rejects topics that differ in nothing else.
	 * @param names the names
	 * @return the two names that collide; {@code null} if none do
	 */
	public static @Nullable String collisionOf(Collection<String> names) {
		Map<String, String> seen = new HashMap<>();
		for (String name : names) {
			String other = seen.putIfAbsent(name.replace('.', '_'), name);
			if (other != null && !other.equals(name)) {
				return "'" + other + "' and '" + name + "' differ only in '.' and '_', which Kafka rejects";
			}
		}
		return null;
	}

}
