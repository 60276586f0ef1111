package io.github.dualstream.autoconfigure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Check that fails the startup if a {@code dual-stream} property does not exist, would be
 * misinterpreted, or has a misspelt root. Includes system properties, which Boot's own
 * check ignores, but not the system environment, where Kubernetes sets variables such as
 * {@code DUAL_STREAM_SERVICE_HOST} that are not configuration.
 */
final class UnknownPropertiesCheck implements BeanFactoryPostProcessor {

	private static final Logger logger = LoggerFactory.getLogger(UnknownPropertiesCheck.class);

	private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("dual-stream");

	/** Misspelt roots that the binder does not accept, without dashes or in capitals. */
	private static final Pattern SPLIT_ROOT = Pattern.compile("(?i)dual\\.streams?\\..*");

	private final ConfigurableEnvironment environment;

	UnknownPropertiesCheck(ConfigurableEnvironment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		List<ConfigurationPropertySource> sources = new ArrayList<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources
			.from(this.environment.getPropertySources())) {
			if (isChecked(source)) {
				sources.add(source);
			}
		}
		forEachName(sources, UnknownPropertiesCheck::requireRoot);
		// reading the metadata of all jars takes some tens of milliseconds
		if (sources.stream()
			.anyMatch((source) -> source.containsDescendantOf(ROOT) == ConfigurationPropertyState.PRESENT)) {
			check(sources, KnownProperties.load(beanFactory.getBeanClassLoader()));
		}
	}

	private static void check(List<ConfigurationPropertySource> sources, KnownProperties known) {
		if (!known.isComplete()) {
			logger.warn(
					"The names of dual-stream properties are not checked, since the class path has no {} that"
							+ " describes them; a jar that was made of several must keep the metadata of all",
					KnownProperties.METADATA);
			return;
		}
		Pattern lossy = lossyKeysOf(known.maps());
		forEachName(sources, (property, properties) -> requireBrackets(lossy, property, properties));
		Map<ConfigurationProperty, String> unknown = new LinkedHashMap<>();
		for (ConfigurationPropertySource source : sources) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				for (ConfigurationPropertyName name : iterable) {
					ConfigurationProperty property = (ROOT.isAncestorOf(name) && !known.contains(name))
							? source.getConfigurationProperty(name) : null;
					if (property != null) {
						unknown.put(property, known.nearestTo(name));
					}
				}
			}
		}
		if (!unknown.isEmpty()) {
			throw new UnknownPropertiesException(unknown);
		}
	}

	private static void forEachName(List<ConfigurationPropertySource> sources,
			BiConsumer<String, EnumerablePropertySource<?>> check) {
		for (ConfigurationPropertySource source : sources) {
			if (source.getUnderlyingSource() instanceof EnumerablePropertySource<?> properties) {
				for (String property : properties.getPropertyNames()) {
					check.accept(property, properties);
				}
			}
		}
	}

	/**
	 * Keys of maps without brackets that have other characters than letters, digits and
	 * dashes.
	 */
	private static Pattern lossyKeysOf(Collection<String> maps) {
		String names = maps.stream()
			.map((name) -> name.replace("-", "[-_]?").replace(".", "\\."))
			.collect(Collectors.joining("|"));
		return Pattern.compile("(?i)(?:" + names + ")\\.(?:[^.\\[]*[^.\\[a-zA-Z0-9-].*|[^\\[]*\\*.*)");
	}

	/**
	 * Require the right root, since a property below another one would silently have no
	 * effect.
	 */
	private static void requireRoot(String property, EnumerablePropertySource<?> properties) {
		if (SPLIT_ROOT.matcher(property).matches() || isNearlyRoot(property)) {
			throw new InvalidPropertyException(property, properties.getProperty(property),
					"is not below 'dual-stream', so that it would have no effect",
					"Write 'dual-stream' for the first part of its name, or another name if it is not meant for "
							+ "dual-stream.");
		}
	}

	private static boolean isNearlyRoot(String property) {
		int end = property.indexOf('.');
		return end > 0 && KnownProperties.distance(letters(property.substring(0, end)), letters(ROOT.toString())) == 1;
	}

	/** Letters of an element, as the binder compares them. */
	private static String letters(String element) {
		return element.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
	}

	/**
	 * Require brackets, without which the binder drops characters from the keys of maps.
	 */
	private static void requireBrackets(Pattern lossy, String property, EnumerablePropertySource<?> properties) {
		if (lossy.matcher(property).matches()) {
			throw new InvalidPropertyException(property, properties.getProperty(property),
					"has a name with characters that would be dropped",
					"Write the key in brackets, in YAML with quotes around them: "
							+ "\"[my_topic]\", \"[business.*]\".");
		}
	}

	private static boolean isChecked(ConfigurationPropertySource source) {
		return !(source.getUnderlyingSource() instanceof PropertySource<?> properties
				&& StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME.equals(properties.getName()));
	}

}
