package io.github.dualstream.topic;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.dualstream.transport.TopicSettings;
import org.jspecify.annotations.Nullable;

/**
 * Template of settings for all topics whose names match.
 *
 * @param pattern name in which each {@code *} stands for any characters
 * @param settings the settings
 * @param mode mode of the topics, if specified
 * @param description description of the topics, for display
 */
public record TopicTemplate(String pattern, TopicSettings settings, @Nullable TopicMode mode,
		@Nullable String description) {

	private static final String WILDCARD = "*";

	/**
	 * Whether the pattern is the name of one topic.
	 * @return {@code false} if it has a wildcard
	 */
	public boolean isName() {
		return !this.pattern.contains(WILDCARD);
	}

	boolean matches(String topic) {
		return Pattern.matches(
				Stream.of(this.pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")), topic);
	}

	/**
	 * Specificity of the pattern: the number of its literal characters; an exact name is
	 * more specific than all patterns.
	 */
	int specificity() {
		return isName() ? Integer.MAX_VALUE : this.pattern.replace(WILDCARD, "").length();
	}

}
