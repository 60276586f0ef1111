package io.github.dualstream.autoconfigure.transport;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration that checks the engines of log and notifications: the startup fails
 * if there is no log, if the library of what was chosen is missing, or if what was
 * configured is used for nothing.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@EnableConfigurationProperties(TransportProperties.class)
public final class DualStreamTransportAutoConfiguration {

	@Bean
	static TransportChoiceCheck dualStreamTransportChoiceCheck(Environment environment) {
		return new TransportChoiceCheck(environment);
	}

}
