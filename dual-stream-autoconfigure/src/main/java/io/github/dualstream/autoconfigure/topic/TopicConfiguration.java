package io.github.dualstream.autoconfigure.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.routing.ManagedLog;
import io.github.dualstream.autoconfigure.schedule.ThreadsConfiguration;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.topic.RequiredTopic;
import io.github.dualstream.topic.Topic;
import io.github.dualstream.topic.TopicInitializer;
import io.github.dualstream.topic.TopicStrategy;
import io.github.dualstream.topic.TopicTemplate;
import io.github.dualstream.topic.TopicTemplates;
import io.github.dualstream.topic.Topics;
import io.github.dualstream.transport.TopicAdministration;
import io.github.dualstream.transport.TopicRouting;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.core.SpringProperties;

/**
 * Configuration of topics as code.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBean({ ManagedLog.class, TopicAdministration.class, TopicRouting.class })
@Import(ThreadsConfiguration.class)
class TopicConfiguration {

	/** Maximum time that the startup waits for topics. */
	static final Duration TIMEOUT = Duration.ofSeconds(5);

	@Bean
	TopicTemplates dualStreamTopicTemplates(TopicsProperties properties, TopicManagementProperties management,
			ObjectProvider<TopicTemplate> beans, TopicRouting routing, ObjectProvider<RequiredTopic> required,
			ManagedLog log) {
		List<TopicTemplate> templates = new ArrayList<>(properties.templates(management.presets()));
		beans.orderedStream().forEach(templates::add);
		Set<String> managed = new HashSet<>(routing.all());
		templates.stream().filter(TopicTemplate::isName).map(TopicTemplate::pattern).forEach(managed::add);
		required.stream().map(RequiredTopic::name).forEach(managed::add);
		log.declaredTopics()
			.stream()
			.filter((topic) -> managed.contains(topic.name()))
			.forEach((topic) -> templates.add(ConfiguredTopics.template(topic, templates)));
		return new TopicTemplates(templates);
	}

	@Bean
	@ConditionalOnMissingBean
	Topics dualStreamTopics(TopicManagementProperties properties, TopicTemplates templates, TopicRouting routing,
			ObjectProvider<RequiredTopic> required, TopicAdministration administration, ManagedLog log) {
		List<Topic> topics = ConfiguredTopics.of(templates, properties.toRules(), routing,
				required.orderedStream().toList());
		topics.forEach((topic) -> requireSupported(topic, administration));
		return new Topics(administration, topics, strategy(properties, log));
	}

	private static TopicStrategy strategy(TopicManagementProperties properties, ManagedLog log) {
		TopicStrategy byDefault = log.development() ? TopicStrategy.CREATE_ONLY : TopicStrategy.VALIDATE_ONLY;
		TopicStrategy strategy = Objects.requireNonNullElse(properties.strategy(), byDefault);
		return (strategy == TopicStrategy.VALIDATE_ONLY && log.startsEmpty()) ? TopicStrategy.CREATE_ONLY : strategy;
	}

	private static void requireSupported(Topic topic, TopicAdministration administration) {
		List<String> unsupported = administration.unsupported(topic.settings());
		if (!unsupported.isEmpty()) {
			throw new InvalidPropertyException("dual-stream.topics.[" + topic.name() + "]." + unsupported.get(0),
					topic.settings(), "is a setting that the log does not have",
					"Remove it from this entry, or from the pattern that it comes from.");
		}
	}

	/**
	 * Initializer that creates topics while the other beans are created.
	 */
	@Bean
	TopicInitializer dualStreamTopicInitializer(Topics topics, TopicManagementProperties properties, Threads threads) {
		TopicInitializer initializer = new TopicInitializer(topics, properties.compareInterval(), threads);
		if (createsAtStart(topics)) {
			initializer.start();
		}
		return initializer;
	}

	@Bean
	TopicStart dualStreamTopicStart(TopicInitializer initializer, Topics topics) {
		return new TopicStart(initializer, createsAtStart(topics));
	}

	/**
	 * Whether topics are created before the application starts. A training run for an
	 * archive of classes ends before that, and has no servers.
	 */
	private static boolean createsAtStart(Topics topics) {
		String exit = SpringProperties.getProperty(DefaultLifecycleProcessor.EXIT_PROPERTY_NAME);
		return topics.strategy().creates() && !DefaultLifecycleProcessor.ON_REFRESH_VALUE.equalsIgnoreCase(exit);
	}

}
