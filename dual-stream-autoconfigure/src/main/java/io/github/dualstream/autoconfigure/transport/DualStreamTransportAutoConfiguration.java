package io.github.dualstream.autoconfigure.transport;

import java.util.Locale;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ClassUtils;

/**
 * Auto-configuration that checks the selected transports: the startup fails if the
 * library of one is missing, or if the log has to be selected and was not.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@EnableConfigurationProperties(TransportProperties.class)
public final class DualStreamTransportAutoConfiguration {

	private final @Nullable ClassLoader classLoader;

	DualStreamTransportAutoConfiguration(TransportProperties properties, ResourceLoader resourceLoader) {
		this.classLoader = resourceLoader.getClassLoader();
		LogEngine log = properties.log();
		if (log != null) {
			requireClass("dual-stream.transport.log", log, log.requiredClass(), log.dependency());
		}
		BusEngine bus = properties.bus();
		if (bus != null) {
			requireClass("dual-stream.transport.bus", bus, bus.requiredClass(), bus.dependency());
		}
	}

	@Bean
	static LogChoiceCheck dualStreamLogChoiceCheck(Environment environment) {
		return new LogChoiceCheck(environment);
	}

	private void requireClass(String property, Enum<?> engine, @Nullable String required, String dependency) {
		if (required != null && !ClassUtils.isPresent(required, this.classLoader)) {
			throw new InvalidPropertyException(property, engine.name().toLowerCase(Locale.ROOT),
					"requires a library that is not on the class path", "Add the dependency " + dependency + ".");
		}
	}

}
