package io.github.dualstream.autoconfigure.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.dualstream.autoconfigure.PropertyRules;
import io.github.dualstream.codec.EventWriter;
import io.github.dualstream.transport.TopicRoute;
import io.github.dualstream.transport.TopicRouter;
import io.github.dualstream.transport.TopicRouting;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the topic and the format of each event. It is independent of the
 * transport, so that an application may define its own transport.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@EnableConfigurationProperties(RoutingProperties.class)
public final class DualStreamRoutingAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	TopicRouting dualStreamTopicRouting(RoutingProperties properties, ObjectProvider<TopicRoute> routes,
			ObjectProvider<TopicRouter> router) {
		Map<String, String> topics = new HashMap<>(properties.topics());
		routes.orderedStream().forEach((route) -> topics.putIfAbsent(route.sourceType(), route.topic()));
		List<String> names = new ArrayList<>(topics.values());
		names.add(properties.topic());
		PropertyRules.requireDistinctTopics(names);
		return new TopicRouting(properties.topic(), topics, router.getIfAvailable(() -> (sourceType) -> null));
	}

	@Bean
	@ConditionalOnMissingBean
	EventWriter dualStreamEventWriter(RoutingProperties properties,
			@Value("${spring.application.name:application}") String application) {
		return EventWriter.of(properties.format(), application);
	}

}
