package io.github.dualstream.topic;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.dualstream.transport.TopicSettings;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the settings of topics. Each setting comes from the most specific template
 * that has it.
 */
public final class TopicTemplates {

	private final List<TopicTemplate> templates;

	/**
	 * Create the templates.
	 * @param templates templates; those of one pattern complete each other, the first one
	 * taking precedence
	 */
	public TopicTemplates(Collection<TopicTemplate> templates) {
		Map<String, TopicTemplate> byPattern = new LinkedHashMap<>();
		templates.forEach((template) -> byPattern.merge(template.pattern(), template, TopicTemplate::orElse));
		this.templates = byPattern.values()
			.stream()
			.sorted(Comparator.comparingInt(TopicTemplate::specificity).reversed())
			.toList();
	}

	/**
	 * Topic names among the patterns.
	 * @return each once
	 */
	public List<String> names() {
		return this.templates.stream().filter(TopicTemplate::isName).map(TopicTemplate::pattern).toList();
	}

	/**
	 * Resolve the settings of a topic.
	 * @param name name of the topic
	 * @param defaults settings that no template has
	 * @return the topic
	 * @throws IllegalArgumentException if two equally specific patterns match it
	 */
	public Topic resolve(String name, TopicSettings defaults) {
		return resolve(name, defaults, null);
	}

	/**
	 * Resolve the settings of a topic with a mode of its own.
	 * @param name name of the topic
	 * @param defaults settings that no template has
	 * @param ownMode mode of the topic, which patterns do not change, nor its retention;
	 * only the template with its exact name does. {@code null} for a topic like any other
	 * @return the topic
	 * @throws IllegalArgumentException if two equally specific patterns match it
	 */
	public Topic resolve(String name, TopicSettings defaults, @Nullable TopicMode ownMode) {
		TopicSettings settings = TopicSettings.NONE;
		TopicMode mode = null;
		String description = null;
		TopicPattern previous = null;
		for (TopicTemplate template : this.templates) {
			if (template.matches(name)) {
				TopicPattern pattern = new TopicPattern(template.pattern());
				TopicPattern.requireOrder(name, previous, pattern);
				boolean counts = ownMode == null || template.isName();
				settings = settings.orElse(counts ? template.settings() : template.settings().withoutRetention());
				mode = (mode != null || !counts) ? mode : template.mode();
				description = (description != null) ? description : template.description();
				previous = pattern;
			}
		}
		return new Topic(name, settings.orElse(defaults), (mode != null) ? mode : ownMode, description);
	}

}
