package io.github.dualstream.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Fails the start where a feature is switched on whose library is missing: its
 * auto-configuration would stay away without a word.
 */
final class MissingLibraryCheck implements BeanFactoryPostProcessor {

	private final Environment environment;

	MissingLibraryCheck(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		ClassLoader loader = beanFactory.getBeanClassLoader();
		require("dual-stream.outbox.enabled", "true", "spring-boot-starter-jdbc", loader,
				"org.springframework.jdbc.core.JdbcTemplate",
				"org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer");
		require("dual-stream.consumer.idempotency.store", "jdbc", "spring-boot-starter-jdbc", loader,
				"org.springframework.jdbc.core.JdbcTemplate",
				"org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer");
		require("dual-stream.consumer.idempotency.store", "redis", "spring-boot-starter-data-redis", loader,
				"org.springframework.data.redis.core.StringRedisTemplate");
	}

	private void require(String property, String value, String dependency, @Nullable ClassLoader loader,
			String... classes) {
		if (!value.equalsIgnoreCase(this.environment.getProperty(property))) {
			return;
		}
		for (String name : classes) {
			if (!ClassUtils.isPresent(name, loader)) {
				throw new InvalidPropertyException(property, value,
						"needs a library that is not on the class path (" + name + ")",
						"Add the dependency org.springframework.boot:" + dependency + ", or remove the property.");
			}
		}
	}

}
