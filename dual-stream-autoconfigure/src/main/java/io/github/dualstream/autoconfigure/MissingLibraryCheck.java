package io.github.dualstream.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Check that fails the startup if a feature is enabled whose library is missing: its
 * auto-configuration would silently back off.
 */
final class MissingLibraryCheck implements BeanFactoryPostProcessor {

	private static final String OUTBOX = "dual-stream.outbox.enabled";

	private static final String PROCESSED_EVENTS = "dual-stream.consumer.idempotency.store";

	private static final String SPRING_JDBC = "org.springframework.boot:spring-boot-starter-jdbc";

	private final Environment environment;

	MissingLibraryCheck(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		ClassLoader loader = beanFactory.getBeanClassLoader();
		require(OUTBOX, "true", SPRING_JDBC, "org.springframework.jdbc.core.JdbcTemplate", loader);
		require(OUTBOX, "true", SPRING_JDBC, "org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer",
				loader);
		require(OUTBOX, "true", "io.github.dualstream:dual-stream-jdbc",
				"io.github.dualstream.outbox.jdbc.JdbcOutboxStore", loader);
		require(PROCESSED_EVENTS, "jdbc", SPRING_JDBC, "org.springframework.jdbc.core.JdbcTemplate", loader);
		require(PROCESSED_EVENTS, "jdbc", SPRING_JDBC,
				"org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer", loader);
		require(PROCESSED_EVENTS, "jdbc", "io.github.dualstream:dual-stream-jdbc",
				"io.github.dualstream.consumer.jdbc.JdbcProcessedEvents", loader);
		require(PROCESSED_EVENTS, "redis", "org.springframework.boot:spring-boot-starter-data-redis",
				"org.springframework.data.redis.core.StringRedisTemplate", loader);
		require(PROCESSED_EVENTS, "redis", "io.github.dualstream:dual-stream-redis",
				"io.github.dualstream.transport.redis.RedisProcessedEvents", loader);
	}

	private void require(String property, String value, String dependency, String className,
			@Nullable ClassLoader loader) {
		if (value.equalsIgnoreCase(this.environment.getProperty(property))
				&& !ClassUtils.isPresent(className, loader)) {
			throw new InvalidPropertyException(property, value,
					"requires a library that is not on the class path (" + className + ")",
					"Add the dependency " + dependency + ", or remove the property.");
		}
	}

}
