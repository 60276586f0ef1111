package io.github.dualstream.autoconfigure.consumer;

import io.github.dualstream.consumer.DeadLetters;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.TopicAdministration;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of {@code /actuator/dualstreamdeadletters}.
 */
@AutoConfiguration(afterName = { "io.github.dualstream.autoconfigure.consumer.DualStreamConsumerAutoConfiguration",
		"io.github.dualstream.autoconfigure.topic.DualStreamTopicAutoConfiguration" })
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(DeadLettersEndpoint.class)
public final class DeadLettersEndpointAutoConfiguration {

	@Bean
	@ConditionalOnBean({ DeadLetters.class, EventConsumers.class })
	@ConditionalOnMissingBean
	DeadLettersEndpoint dualStreamDeadLettersEndpoint(DeadLetters letters, EventConsumers consumers) {
		return new DeadLettersEndpoint(letters, consumers);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean({ DeadLettersEndpoint.class, TopicAdministration.class })
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	DeadLettersWebExtension dualStreamDeadLettersWebExtension(DeadLettersEndpoint endpoint, TopicAdministration topics,
			ConsumerGroups groups, EventConsumers consumers) {
		return new DeadLettersWebExtension(endpoint, new KnownGroups(topics, groups, consumers));
	}

}
