package io.github.dualstream.autoconfigure.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the {@code dualStream} health component, whose parts are the
 * {@link HealthPart} beans of the features and of the application.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
@ConditionalOnDualStreamHealth
public final class DualStreamHealthAutoConfiguration {

	private static final Duration TIMEOUT = Duration.ofMillis(1500);

	@Bean
	@ConditionalOnMissingBean(name = { "dualStreamHealthIndicator", "dualStreamHealthContributor" })
	HealthContributor dualStreamHealthContributor(ObjectProvider<HealthPart> parts) {
		Map<String, HealthIndicator> indicators = new LinkedHashMap<>();
		parts.orderedStream().forEach((part) -> {
			if (indicators.putIfAbsent(part.name(), bounded(part)) != null) {
				throw new IllegalStateException("Two HealthPart beans have the name '" + part.name()
						+ "' below the health component 'dualStream'; rename one of them");
			}
		});
		return CompositeHealthContributor.fromMap(indicators);
	}

	/**
	 * Limit the time of an indicator; those of the transports have timeouts of their own.
	 */
	private static HealthIndicator bounded(HealthPart part) {
		return (part.indicator() instanceof ProbeHealthIndicator) ? part.indicator()
				: new BoundedHealthIndicator(part.name(), part.indicator(), TIMEOUT);
	}

}
