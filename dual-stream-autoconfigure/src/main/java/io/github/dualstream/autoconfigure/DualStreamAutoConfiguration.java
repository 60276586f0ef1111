package io.github.dualstream.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Auto-configuration of what all features share: the check for properties that do not
 * exist.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@ImportRuntimeHints(DualStreamRuntimeHints.class)
public final class DualStreamAutoConfiguration {

	@Bean
	static UnknownPropertiesCheck dualStreamUnknownPropertiesCheck(ConfigurableEnvironment environment) {
		return new UnknownPropertiesCheck(environment);
	}

}
