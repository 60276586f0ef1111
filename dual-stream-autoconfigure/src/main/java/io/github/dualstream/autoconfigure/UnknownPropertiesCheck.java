package io.github.dualstream.autoconfigure;

import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Fails the start where a {@code dual-stream} property does not exist or would be
 * misread. System properties are included, which Boot's own check leaves out. The system
 * environment is not: Kubernetes puts variables such as {@code DUAL_STREAM_SERVICE_HOST}
 * there, which nobody meant as configuration.
 */
final class UnknownPropertiesCheck implements BeanFactoryPostProcessor {

	/**
	 * A key without brackets that has other characters than letters, digits and dashes.
	 */
	private static final Pattern LOSSY_KEY = Pattern
		.compile("dual-stream\\.(kafka\\.)?topics\\.([^.\\[]*[^.\\[a-zA-Z0-9-].*|[^\\[]*\\*.*)");

	private final Environment environment;

	UnknownPropertiesCheck(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		requireBrackets();
		Binder.get(this.environment)
			.bind("dual-stream", Bindable.of(DualStreamProperties.class),
					new NoUnboundElementsBindHandler(BindHandler.DEFAULT, UnknownPropertiesCheck::isChecked));
	}

	/**
	 * Without brackets, the binder drops characters from the keys of maps, and with them
	 * what was meant.
	 */
	private void requireBrackets() {
		if (this.environment instanceof ConfigurableEnvironment configurable) {
			configurable.getPropertySources()
				.stream()
				.filter((source) -> !isSystemEnvironment(source))
				.filter(EnumerablePropertySource.class::isInstance)
				.flatMap((source) -> Stream.of(((EnumerablePropertySource<?>) source).getPropertyNames()))
				.forEach(this::requireBrackets);
		}
	}

	private void requireBrackets(String property) {
		if (LOSSY_KEY.matcher(property).matches()) {
			throw new InvalidPropertyException(property, this.environment.getProperty(property),
					"has a name with characters that would get lost",
					"Write the name of the topic or source type in brackets, in YAML with quotes around them: "
							+ "\"[my_topic]\", \"[business.*]\".");
		}
	}

	private static boolean isSystemEnvironment(PropertySource<?> source) {
		return StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME.equals(source.getName());
	}

	private static boolean isChecked(ConfigurationPropertySource source) {
		return !(source.getUnderlyingSource() instanceof PropertySource<?> properties
				&& isSystemEnvironment(properties));
	}

}
