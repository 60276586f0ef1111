package io.github.dualstream.autoconfigure.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.PropertyRules;
import io.github.dualstream.autoconfigure.routing.DeclaredTopic;
import io.github.dualstream.topic.RequiredTopic;
import io.github.dualstream.topic.Topic;
import io.github.dualstream.topic.TopicRules;
import io.github.dualstream.topic.TopicRules.Violation;
import io.github.dualstream.topic.TopicRulesByPattern;
import io.github.dualstream.topic.TopicTemplate;
import io.github.dualstream.topic.TopicTemplates;
import io.github.dualstream.transport.TopicRouting;
import io.github.dualstream.transport.TopicSettings;
import org.jspecify.annotations.Nullable;

/**
 * Topics of the application, according to the configuration and its features.
 */
final class ConfiguredTopics {

	private ConfiguredTopics() {
	}

	static List<Topic> of(TopicTemplates templates, TopicRulesByPattern rules, TopicRouting routing,
			Collection<RequiredTopic> required) {
		List<String> configured = new ArrayList<>(routing.topics().values());
		configured.add(routing.defaultTopic());
		configured.addAll(templates.names());
		PropertyRules.requireDistinctTopics(configured);
		Map<String, RequiredTopic> names = new LinkedHashMap<>();
		routing.all().forEach((name) -> names.put(name, new RequiredTopic(name, TopicSettings.NONE)));
		templates.names().forEach((name) -> names.put(name, new RequiredTopic(name, TopicSettings.NONE)));
		required.forEach((topic) -> names.put(topic.name(), topic));
		List<Topic> topics = new ArrayList<>();
		names.values().forEach((name) -> {
			Topic topic = resolve(templates, name);
			boolean ownMode = name.mode() != null && !templates.names().contains(name.name());
			TopicRules itsRules = rules(rules, topic.name());
			validate(topic, ownMode ? itsRules.withoutMode() : itsRules, rules.general());
			topics.add(topic);
		});
		return topics;
	}

	/**
	 * Create the template of a declared topic.
	 * @param topic declared topic
	 * @param templates templates of the application, which it may complete but not
	 * contradict: the log's own means would create the topic as declared
	 */
	static TopicTemplate template(DeclaredTopic topic, List<TopicTemplate> templates) {
		templates.stream()
			.filter((template) -> template.pattern().equals(topic.name()))
			.reduce(TopicTemplate::orElse)
			.stream()
			.flatMap((template) -> template.differences(topic.settings()).stream())
			.findFirst()
			.ifPresent((difference) -> {
				throw new InvalidPropertyException(TopicProperties.property(topic.name()) + "." + difference.setting(),
						difference.wanted(),
						"contradicts the " + topic.origin() + ", which has " + difference.actual()
								+ " and with which the topic would be created",
						"Remove the bean, or set the same value here or in the TopicTemplate bean.");
			});
		return new TopicTemplate(topic.name(), topic.settings(), null, null);
	}

	private static Topic resolve(TopicTemplates templates, RequiredTopic topic) {
		try {
			return templates.resolve(topic.name(), topic.defaults(), topic.mode());
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidPropertyException("dual-stream.topics", topic.name(),
					"cannot be resolved: " + ex.getMessage(),
					"Give the topic an entry of its own, or one of the patterns more characters.");
		}
	}

	private static TopicRules rules(TopicRulesByPattern rules, String topic) {
		try {
			return rules.of(topic);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidPropertyException("dual-stream.topic-management.rules-by-pattern", topic,
					"cannot be resolved: " + ex.getMessage(), "Give one of the patterns more characters.");
		}
	}

	private static void validate(Topic topic, TopicRules rules, TopicRules general) {
		requireInSync(topic, topic.settings());
		requireMode(topic, topic.settings().retention());
		for (Violation violation : rules.violations(topic)) {
			boolean byPattern = !general.violations(topic).contains(violation);
			throw new InvalidPropertyException(
					"dual-stream.topic-management." + (byPattern ? "rules-by-pattern.[…]." : "rules.")
							+ violation.rule(),
					violation.demanded(), "is broken by topic '" + topic.name() + "', which " + violation.problem(),
					"Set it below dual-stream.topics, for '" + topic.name() + "' or a pattern such as '*'; "
							+ "the setting of a rule must not be left to the broker.");
		}
	}

	private static void requireInSync(Topic topic, TopicSettings settings) {
		Integer inSync = settings.minInSyncReplicas();
		Integer replicas = settings.replicas();
		if (inSync != null && replicas != null && inSync > replicas) {
			throw new InvalidPropertyException(
					property(topic, "min-in-sync-replicas"), inSync, "is more than " + property(topic, "replicas")
							+ " (" + replicas + "), so that no publish could succeed",
					"Lower it, or raise the replicas.");
		}
	}

	private static void requireMode(Topic topic, @Nullable Duration retention) {
		if (topic.mode() != null && retention != null && !topic.mode().allows(retention)) {
			throw new InvalidPropertyException(
					property(topic, "retention"), retention, "contradicts " + property(topic, "mode") + " ("
							+ topic.mode().name().toLowerCase(Locale.ROOT) + ")",
					"Persistent events are kept for at least a day, ephemeral ones for at most a day.");
		}
	}

	private static String property(Topic topic, String setting) {
		return TopicProperties.property(topic.name()) + "." + setting;
	}

}
