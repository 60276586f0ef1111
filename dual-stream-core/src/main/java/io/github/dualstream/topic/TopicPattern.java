package io.github.dualstream.topic;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Pattern of topic names.
 *
 * @param text name in which each {@code *} stands for any characters
 */
record TopicPattern(String text) {

	private static final String WILDCARD = "*";

	/**
	 * Whether the pattern is the name of one topic.
	 * @return {@code false} if it has a wildcard
	 */
	boolean isName() {
		return !this.text.contains(WILDCARD);
	}

	boolean matches(String topic) {
		return Pattern.matches(
				Stream.of(this.text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")), topic);
	}

	/**
	 * Specificity of the pattern: the number of its literal characters; an exact name is
	 * more specific than all patterns.
	 */
	int specificity() {
		return isName() ? Integer.MAX_VALUE : this.text.replace(WILDCARD, "").length();
	}

	static void requireOrder(String topic, @Nullable TopicPattern one, TopicPattern other) {
		if (one != null && one.specificity() == other.specificity()) {
			throw new IllegalArgumentException("topic '%s' matches '%s' and '%s', which are equally specific"
				.formatted(topic, one.text, other.text));
		}
	}

}
