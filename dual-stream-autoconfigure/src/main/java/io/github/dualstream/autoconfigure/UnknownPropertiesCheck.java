package io.github.dualstream.autoconfigure;

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
 * Fails the start where a {@code dual-stream} property does not exist or would be
 * misread. System properties are included, which Boot's own check leaves out. The system
 * environment is not: Kubernetes puts variables such as {@code DUAL_STREAM_SERVICE_HOST}
 * there, which nobody meant as configuration.
 */
final class UnknownPropertiesCheck implements ConfigurationPropertiesBindHandlerAdvisor {

	private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("dual-stream");

	/**
	 * A key without brackets that has other characters than letters, digits and dashes.
	 */
	private static final Pattern LOSSY_KEY = Pattern
		.compile("dual-stream\\.(kafka\\.)?topics\\.([^.\\[]*[^.\\[a-zA-Z0-9-].*|[^\\[]*\\*.*)");

	@Override
	public BindHandler apply(BindHandler handler) {
		return new CheckingBindHandler(handler);
	}

	/**
	 * Without brackets, the binder drops characters from the keys of maps, and with them
	 * what was meant.
	 */
	private static void requireBrackets(ConfigurationPropertySource source) {
		if (isChecked(source) && source.getUnderlyingSource() instanceof EnumerablePropertySource<?> properties) {
			for (String property : properties.getPropertyNames()) {
				if (LOSSY_KEY.matcher(property).matches()) {
					throw new InvalidPropertyException(property, properties.getProperty(property),
							"has a name with characters that would get lost",
							"Write the name of the topic or source type in brackets, in YAML with quotes around them: "
									+ "\"[my_topic]\", \"[business.*]\".");
				}
			}
		}
	}

	private static boolean isChecked(ConfigurationPropertySource source) {
		return !(source.getUnderlyingSource() instanceof PropertySource<?> properties
				&& StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME.equals(properties.getName()));
	}

	/** Gets to see the properties of others too, and lets them pass. */
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
				context.getSources().forEach(UnknownPropertiesCheck::requireBrackets);
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
