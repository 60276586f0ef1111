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
 * Redis indicator, which would take the service down, is disabled where the bus is on
 * Redis (the {@code dualStream} component reports on it), and {@code DEGRADED} ranks
 * between down and up.
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
		if (isTrue(environment, "dual-stream.redis.enabled") && isBusOnRedis(environment)) {
			defaults.put("management.health.redis.enabled", "false");
		}
		environment.getPropertySources().addLast(new MapPropertySource("dualStreamHealthDefaults", defaults));
	}

	/** Whether no other bus is chosen, with which Redis is the application's own. */
	private static boolean isBusOnRedis(ConfigurableEnvironment environment) {
		return "redis".equalsIgnoreCase(environment.getProperty("dual-stream.transport.bus", "redis"));
	}

	private static boolean isTrue(ConfigurableEnvironment environment, String property) {
		return Binder.get(environment).bind(property, Boolean.class).orElse(true);
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
