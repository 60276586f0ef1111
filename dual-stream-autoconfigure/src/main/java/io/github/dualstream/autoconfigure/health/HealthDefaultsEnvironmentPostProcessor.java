package io.github.dualstream.autoconfigure.health;

import java.util.HashMap;
import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Defaults of Actuator for a best-effort stream, unless configured otherwise: Boot's own
 * Redis indicator, which would take the service down, is disabled (the {@code dualStream}
 * component reports on a bus on Redis, and with another one the starter's Redis may be
 * there without a server), and {@code DEGRADED} ranks between down and up.
 */
final class HealthDefaultsEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	private static final String STATUS_ORDER = "down,out-of-service,degraded,up,unknown";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (!isTrue(environment, "dual-stream.enabled")) {
			return;
		}
		Map<String, Object> defaults = new HashMap<>();
		// the outbox can be degraded too
		defaults.put("management.endpoint.health.status.order", STATUS_ORDER);
		if (isTrue(environment, "dual-stream.redis.enabled")) {
			defaults.put("management.health.redis.enabled", "false");
		}
		environment.getPropertySources().addLast(new MapPropertySource("dualStreamHealthDefaults", defaults));
	}

	private static boolean isTrue(ConfigurableEnvironment environment, String property) {
		return Binder.get(environment).bind(property, Boolean.class).orElse(true);
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
