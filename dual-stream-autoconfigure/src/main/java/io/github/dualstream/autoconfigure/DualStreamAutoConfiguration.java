package io.github.dualstream.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of what all features share: the checks of their configuration.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@EnableConfigurationProperties(DualStreamProperties.class)
@ImportRuntimeHints(DualStreamRuntimeHints.class)
public final class DualStreamAutoConfiguration {

	@Bean
	static UnknownPropertiesCheck dualStreamUnknownPropertiesCheck() {
		return new UnknownPropertiesCheck();
	}

	@Bean
	static MissingLibraryCheck dualStreamMissingLibraryCheck(Environment environment) {
		return new MissingLibraryCheck(environment);
	}

}
