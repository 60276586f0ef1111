package io.github.dualstream.autoconfigure;

import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Check that fails the startup if a {@code dual-stream} property does not exist, would be
 * misinterpreted, or has a misspelt root. Includes system properties, which Boot's own
 * check ignores, but not the system environment, where Kubernetes sets variables such as
 * {@code DUAL_STREAM_SERVICE_HOST} that are not configuration.
 */
final class UnknownPropertiesCheck implements ConfigurationPropertiesBindHandlerAdvisor {

	private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("dual-stream");

	/**
	 * A key without brackets that has other characters than letters, digits and dashes.
	 */
	private static final Pattern LOSSY_KEY = Pattern
		.compile("(?i)dual[-_]?stream\\.(kafka\\.)?topics\\.([^.\\[]*[^.\\[a-zA-Z0-9-].*|[^\\[]*\\*.*)");

	/** Misspelt roots that the binder does not accept, without dashes or in capitals. */
	private static final Pattern SPLIT_ROOT = Pattern.compile("(?i)dual\\.streams?\\..*");

	@Override
	public BindHandler apply(BindHandler handler) {
		return new CheckingBindHandler(handler);
	}

	private static void requireNames(ConfigurationPropertySource source) {
		if (isChecked(source) && source.getUnderlyingSource() instanceof EnumerablePropertySource<?> properties) {
			for (String property : properties.getPropertyNames()) {
				requireRoot(property, properties);
				requireBrackets(property, properties);
			}
		}
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
	private static void requireBrackets(String property, EnumerablePropertySource<?> properties) {
		if (LOSSY_KEY.matcher(property).matches()) {
			throw new InvalidPropertyException(property, properties.getProperty(property),
					"has a name with characters that would be dropped",
					"Write the name of the topic or source type in brackets, in YAML with quotes around them: "
							+ "\"[my_topic]\", \"[business.*]\".");
		}
	}

	private static boolean isChecked(ConfigurationPropertySource source) {
		return !(source.getUnderlyingSource() instanceof PropertySource<?> properties
				&& StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME.equals(properties.getName()));
	}

	/** Bind handler that checks only dual-stream's own properties. */
	private static final class CheckingBindHandler extends NoUnboundElementsBindHandler {

		private final BindHandler next;

		CheckingBindHandler(BindHandler next) {
			super(next, UnknownPropertiesCheck::isChecked);
			this.next = next;
		}

		@Override
		public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target,
				BindContext context) {
			if (name.equals(ROOT)) {
				context.getSources().forEach(UnknownPropertiesCheck::requireNames);
			}
			return super.onStart(name, target, context);
		}

		@Override
		public void onFinish(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
				@Nullable Object result) throws Exception {
			this.next.onFinish(name, target, context, result);
			if (name.equals(ROOT)) {
				super.onFinish(name, target, context, result);
			}
		}

	}

}
